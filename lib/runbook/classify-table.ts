import type { TableBlock } from "./blocks";

/** What the columns of a table are for; an index of -1 means that there is no such column. */
export interface TableColumns {
  number: number;
  action: number;
  owner: number;
  verifier: number;
  time: number;
  duration: number;
  status: number;
  command: number;
  expected: number;
  trigger: number;
  severity: number;
  response: number;
  role: number;
  contact: number;
  escalation: number;
  frequency: number;
  exitCodes: number;
  key: number;
  value: number;
}

const COLUMN: [keyof TableColumns, RegExp][] = [
  ["exitCodes", /^(?:exit codes?|return codes?|codes?)$/i],
  ["escalation", /^(?:escalat\w*|eskalation|backup contact|secondary|エスカレーション|升级)/iu],
  [
    "contact",
    /^(?:contacts?|phone|e-?mail|slack|teams|reach|tel\.?|telefon|kontakt|téléphone|teléfono|contacto|联系方式|电话|連絡先|電話|연락처|контакт|телефон|liên hệ)/iu,
  ],
  [
    "severity",
    /^(?:severity|sev|priority|schweregrad|sévérité|severidad|级别|严重|重要度|심각도|серьезность)/iu,
  ],
  [
    "trigger",
    /^(?:triggers?|condition|threshold|symptom|signal|failure|auslöser|bedingung|déclencheur|condición|disparador|gatilho|触发|条件|トリガー|조건|триггер|условие)/iu,
  ],
  [
    "frequency",
    /^(?:frequency|interval|cadence|how often|every|häufigkeit|fréquence|frecuencia|frequência|频率|頻度|주기|частота)/iu,
  ],
  [
    "expected",
    /^(?:expected(?! (?:duration|time))|pass(?:es)? (?:condition|when|if)|must (?:be|show)|acceptance|pass criteria|success criteria|result expected|erwart|attendu|résultat attendu|esperado|resultado esperado|očekáv|预期|期待|期望|想定|예상|기대|ожидаем)/iu,
  ],
  [
    "command",
    /^(?:commands?|cmd|script\/command|how|befehl|commande|comando|příkaz|команда|lệnh|命令|コマンド|명령)/iu,
  ],
  [
    "duration",
    /^(?:(?:measured|actual|planned|target|expected|max(?:imum)?) (?:duration|time)$|duration|est(?:\.|imate[ds]?)?(?: time| duration)?|minutes|mins?|dauer|durée|duración|duração|trvání|длительность|所要|时长|耗时|소요)/iu,
  ],
  [
    "time",
    /^(?:t-?minus|t[+-]|time|when|start|offset|clock|t$|zeit|uhrzeit|heure|hora|čas|время|thời gian|时间|時刻|時間|시간)/iu,
  ],
  [
    "verifier",
    /^(?:verifier|verified by|second pair of eyes|witness(?:ed by)?|reviewer|reviewed by|checked by|prüfer|geprüft (?:von|durch)|vérificateur|vérifié par|verificador|verificado por|ověřil|проверил|复核|検証者|確認者|검증자|확인자)/iu,
  ],
  [
    "status",
    /^(?:status|done|result|state|check(?:ed)?|✓|☐|✅|ok\??|complete[d]?|pass\/fail|erledigt|statut|estado|stav|статус|trạng thái|状态|結果|结果|状態|상태|완료)/iu,
  ],
  [
    "owner",
    /^(?:owner|responsible|assignee|who|role|executor|performed by|by|person|team|lead|verantwortlich|zuständig|wer|responsable|responsável|odpovědn|ответственный|исполнитель|người|负责人|责任人|执行人|担当|담당)/iu,
  ],
  [
    "number",
    /^(?:#|no\.?|nr\.?|n°|nº|id|step\s?#|step no\.?|seq\w*|order|č\.|№|stt|序号|编号|番号|번호|순서)$/iu,
  ],
  [
    "action",
    /^(?:action|actions|task|tasks|steps?|activit\w*|description|procedure|what|item|check|work|criterion|criteria|requirement|checkpoint|gate|precondition|prerequisite|instruction|aufgabe|aktion|schritt|tätigkeit|maßnahme|tâche|étape|activité|acción|tarea|paso|actividad|ação|tarefa|passo|atividade|úkol|krok|činnost|действие|задача|шаг|описание|hành động|bước|công việc|nhiệm vụ|任务|步骤|操作|内容|事项|作業|手順|項目|작업|단계|내용)/iu,
  ],
];

function tableColumns(header: string[]): TableColumns {
  const columns: TableColumns = {
    number: -1,
    action: -1,
    owner: -1,
    verifier: -1,
    time: -1,
    duration: -1,
    status: -1,
    command: -1,
    expected: -1,
    trigger: -1,
    severity: -1,
    response: -1,
    role: -1,
    contact: -1,
    escalation: -1,
    frequency: -1,
    exitCodes: -1,
    key: -1,
    value: -1,
  };
  header.forEach((cell, index) => {
    const text = cell.trim();
    for (const [key, pattern] of COLUMN) {
      if (columns[key] < 0 && pattern.test(text)) {
        columns[key] = index;
        break;
      }
    }
    if (
      columns.role < 0 &&
      /^(?:roles?|function|team|rolle|rôle|rol|papel|função|role|роль|vai trò|角色|役割|역할)$/iu.test(text)
    )
      columns.role = index;
    if (
      columns.response < 0 &&
      /^(?:actions?|response|what to do|decision|reaction|maßnahme|aktion|réponse|acción|ação|действие|动作|措施|対応|アクション|조치|action on fail|on fail\w*)/iu.test(
        text,
      )
    )
      columns.response = index;
    if (
      columns.key < 0 &&
      /^(?:item|field|key|property|name|parameter|attribute|detail|feld|champ|campo|项目|字段|項目|항목|параметр)s?$/iu.test(
        text,
      )
    )
      columns.key = index;
    if (columns.value < 0 && /^(?:values?|details?|wert|valeur|valor|值|内容|値|값|значение)$/iu.test(text))
      columns.value = index;
  });
  if (columns.action < 0 && columns.status >= 0 && /^checks?$/i.test((header[columns.status] ?? "").trim()))
    return { ...columns, action: columns.status, status: -1 };
  return columns;
}

/** A first column of these says what the rows are about; what stands beside it is no step. */
const THINGS =
  /^(?:risks?|issues?|services?|components?|systems?|modules?|endpoints?|variables?|parameters?|settings?|flags?|secrets?|metrics?|alerts?|environments?|documents?|files?|names?|tables?|scenarios?|errors?|problems?|causes?|features?|areas?|resources?|hosts?|servers?|repos?|repositor\w+|milestones?|terms?|versions?|tools?|scripts?|concern|decisions?|findings?|lessons?|questions?)$/i;
const WEAK_ACTION = /^(?:description|what|item|work|内容|项目|事项|項目|내용|описание)/iu;
const ROW_MARK = /^(?:step\s*)?[A-Z]{0,3}[-.]?\d{1,3}(?:[.-]\d{1,2}){0,2}[a-z]?[.)]?$/i;

/** The columns of a table; "Step" beside "Action" only counts the rows where it holds numbers. */
export function columnsOf(table: TableBlock): TableColumns {
  const header = table.header.map((cell) => cell.plain);
  const columns = tableColumns(header);
  const counts = columns.number < 0 && columns.action >= 0 && marksRows(table, columns.action);
  if (!counts) return columns;
  const rest = tableColumns(header.map((text, index) => (index === columns.action ? "" : text)));
  if (rest.action >= 0) return { ...rest, number: columns.action };
  const named = header.findIndex(
    (text, index) =>
      index !== columns.action && text.trim() !== "" && Object.values(rest).every((at) => at !== index),
  );
  return named < 0 ? columns : { ...rest, action: named, number: columns.action };
}

function marksRows(table: TableBlock, at: number): boolean {
  const cells = table.rows.map((row) => row.cells[at]?.plain.trim() ?? "").filter((text) => text !== "");
  return cells.length > 0 && cells.every((text) => ROW_MARK.test(text));
}

type TableKind =
  | "exit-codes"
  | "monitoring"
  | "triggers"
  | "contacts"
  | "raci"
  | "roles"
  | "steps"
  | "metadata"
  | "other";

/** What a table is, by its header row first and the words around it second. */
export function tableKind(table: TableBlock, columns: TableColumns): TableKind {
  const c = columns;
  if (c.exitCodes >= 0 && table.rows.some((row) => /\d\s?[=:]/.test(row.cells[c.exitCodes]?.plain ?? "")))
    return "exit-codes";
  if (c.contact >= 0 && (c.role >= 0 || c.owner >= 0 || c.escalation >= 0)) return "contacts";
  if (isRaci(table)) return "raci";
  if (c.frequency >= 0) return "monitoring";
  if (c.trigger >= 0 && (c.response >= 0 || c.severity >= 0)) return "triggers";
  const first = table.header[0]?.plain.trim() ?? "";
  const action =
    c.action >= 0 &&
    c.action !== c.number &&
    !(c.action > 0 && THINGS.test(first)) &&
    !(
      c.action > 0 &&
      WEAK_ACTION.test(table.header[c.action]?.plain.trim() ?? "") &&
      c.number !== 0 &&
      c.time !== 0 &&
      first !== ""
    );
  const support = [c.number, c.owner, c.time, c.duration, c.status, c.command, c.expected].some(
    (index) => index >= 0 && index !== c.action,
  );
  if (action && support && !(c.key === c.action && c.value >= 0)) return "steps";
  if (c.number >= 0 && c.command >= 0) return "steps";
  if (c.role === 0 || (c.role >= 0 && table.header.length <= 4)) return "roles";
  if (
    table.header.length === 2 &&
    (c.value >= 0 || c.key >= 0 || table.header.every((cell) => cell.plain === ""))
  )
    return "metadata";
  return "other";
}

/** At least half of the cells right of the first column are nothing but R, A, C, I. */
function isRaci(table: TableBlock): boolean {
  let marks = 0;
  let cells = 0;
  for (const row of table.rows) {
    for (const cell of row.cells.slice(1)) {
      cells++;
      if (/^\s*[RACI](?:\s?[/,]\s?[RACI])*\s*$/.test(cell.plain)) marks++;
    }
  }
  return cells >= 4 && marks * 2 >= cells && table.header.length >= 3;
}
