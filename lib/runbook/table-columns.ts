import type { TableBlock } from "./blocks";
import { once } from "./once";

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

const ROW_MARK = /^(?:step\s*)?[A-Z]{0,3}[-.]?\d{1,3}(?:[.-]\d{1,2}){0,2}[a-z]?[.)]?$/i;

/** What the columns of a table are for, by their headers. */
export const columnsOf = once(readColumns);

/** "Step" beside "Action" only counts the rows where it holds numbers. */
function readColumns(table: TableBlock): TableColumns {
  const header = table.header.map((cell) => cell.plain);
  const columns = byHeader(header);
  const counts = columns.number < 0 && columns.action >= 0 && marksRows(table, columns.action);
  if (!counts) return columns;
  const rest = byHeader(header.map((text, index) => (index === columns.action ? "" : text)));
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

function byHeader(header: string[]): TableColumns {
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
  if (columns.action < 0 && columns.status >= 0 && /^checks?$/i.test((header[columns.status] ?? "").trim()))
    return { ...columns, action: columns.status, status: -1 };
  return columns;
}
