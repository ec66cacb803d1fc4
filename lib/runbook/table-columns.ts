import type { TableBlock } from "./blocks";
import { durationMinutes, findOffset } from "./offsets";
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
  [
    "escalation",
    /^(?:escalación|escalonamento|vertretung|suppléant|сменщик|escalat\w*|eskalation|backup contact|secondary|エスカレーション|升级)/iu,
  ],
  [
    "contact",
    /^(?:contatt[oi]|telefono|recapit|kontaktdaten|numéro|telefone|聯絡|電話番号|电话号码|điện thoại|contacts?|phone|e-?mail|slack|teams|reach|tel\.?|telefon|kontakt|téléphone|teléfono|contacto|联系方式|电话|連絡先|電話|연락처|контакт|телефон|liên hệ)/iu,
  ],
  [
    "severity",
    /^(?:gravità|severità|severidade|gravité|gravedad|schwere(?:grad)?|závažnost|严重度|嚴重|mức độ|severity|sev|priority|schweregrad|sévérité|severidad|级别|严重|重要度|심각도|серьезность)/iu,
  ],
  [
    "trigger",
    /^(?:condizione|innesco|soglia|порог|阈值|閾值|しきい値|閾値|임계|điều kiện|schwelle|seuil|umbral|limiar|podmínka|触发条件|觸發|현상|criterios? de activación|critérios? de (?:ativação|acionamento)|critères? de déclenchement|síntoma|sintoma|symptôme|ситуация|triggers?|scenario|condition|threshold|symptom|signal|failure|auslöser|bedingung|déclencheur|condición|disparador|gatilho|触发|条件|トリガー|조건|триггер|условие)/iu,
  ],
  [
    "frequency",
    /^(?:frequenza|intervall|間隔|间隔|간격|tần suất|četnost|периодичность|frequency|interval|cadence|how often|every|häufigkeit|fréquence|frecuencia|frequência|频率|頻度|주기|частота)/iu,
  ],
  [
    "expected",
    /^(?:risultato atteso|attes[oi]|resultado previsto|kết quả (?:mong đợi|dự kiến)|mong đợi|預期|应有结果|soll|expected(?! (?:duration|time))|pass(?:es)? (?:condition|when|if)|must (?:be|show)|acceptance|pass criteria|success criteria|result expected|erwart|attendu|résultat attendu|esperado|resultado esperado|očekáv|预期|期待|期望|想定|예상|기대|ожидаем)/iu,
  ],
  [
    "command",
    /^(?:commands?|cmd|script\/command|how|befehl|commande|comando|příkaz|команда|lệnh|命令|コマンド|명령)/iu,
  ],
  [
    "duration",
    /^(?:durata|thời lượng|예상 ?시간|所需|预计|預計|予定時間|耗時|doba|délai|temps|tiempo estimado|tempo|zeitbedarf|(?:measured|actual|planned|target|expected|max(?:imum)?) (?:duration|time)$|duration|est(?:\.|imate[ds]?)?(?: time| duration)?|minutes|mins?|dauer|durée|duración|duração|trvání|длительность|所要|时长|耗时|소요)/iu,
  ],
  [
    "time",
    /^(?:ora(?:rio)?$|quando|cuándo|quand|wann|タイミング|开始|開始|시작|시각|začátek|начало|inizio|inicio|início|beginn|時程|giờ|t-?minus|t[+-]|time|when|start|offset|clock|t$|zeit|uhrzeit|heure|hora|čas|время|thời gian|时间|時刻|時間|시간)/iu,
  ],
  [
    "verifier",
    /^(?:verificato da|controllato da|contrôlé par|người kiểm tra|覆核|ověřuje|verifier|verified by|second pair of eyes|witness(?:ed by)?|reviewer|reviewed by|checked by|prüfer|geprüft (?:von|durch)|vérificateur|vérifié par|verificador|verificado por|ověřil|проверил|复核|検証者|確認者|검증자|확인자)/iu,
  ],
  [
    "status",
    /^(?:stato$|fatto|esito|状況|완료 ?여부|결과|tình trạng|готово|hotovo|feito|hecho|fait$|ergebnis|resultado$|výsledek|результат|kết quả|チェック$|記録欄?|狀態|完成$|完成情况|status|done|result|state|check(?:ed)?|✓|☐|✅|ok\??|complete[d]?|pass\/fail|erledigt|statut|estado|stav|статус|trạng thái|状态|結果|结果|状態|상태|완료)/iu,
  ],
  [
    "owner",
    /^(?:responsabile|chi$|incaricato|esecutore|a cura di|操作人|执行者|執行人|負責人|责任方|負責|実施者|作業者|실행자|수행자|zodpov|vlastník|владелец|кто|quem|quién|qui$|pilote|acteur|exécutant|ejecutor|encargad|executor|bearbeiter|ausführend|durch$|phụ trách|kdo|owner|responsible|assignee|who|role|executor|performed by|by|person|team|lead|verantwortlich|zuständig|wer|responsable|responsável|odpovědn|ответственный|исполнитель|người|负责人|责任人|执行人|担当|담당)/iu,
  ],
  [
    "number",
    /^(?:n\.|num(?:ero|éro)?|poř|п\/п|№ ?п\/п|項次|序號|순번|編號|pos\.?|#|no\.?|nr\.?|n°|nº|id|step\s?#|step no\.?|seq\w*|order|č\.|№|stt|序号|编号|番号|번호|순서)$/iu,
  ],
  [
    "action",
    /^(?:azion[ei]|attività|operazion[ei]|pass(?:o|aggi[oi])|compit[oi]|verific(?:a|he)|punt[oi]|prüfpunkt|punkt|vorgang|arbeitsschritt|kontroll|vérification|contrôle|opération|verificaci|comprobaci|verificaç|проверка|операция|этап|работ[аы]|kiểm tra|thao tác|nội dung|检查|檢查|任務|步驟|動作|確認|チェック|점검|확인 ?항목|항목|절차|업무|실행|執行內容|执行内容|action|actions|task|tasks|steps?|activit\w*|description|procedure|what|item|check|work|criterion|criteria|requirement|checkpoint|gate|precondition|prerequisite|instruction|aufgabe|aktion|schritt|tätigkeit|maßnahme|tâche|étape|activité|acción|tarea|paso|actividad|ação|tarefa|passo|atividade|úkol|krok|činnost|действие|задача|шаг|описание|hành động|bước|công việc|nhiệm vụ|任务|步骤|操作|内容|事项|作業|手順|項目|작업|단계|내용)/iu,
  ],
];

const ROW_MARK = /^(?:step\s*)?[A-Z]{0,3}[-.]?\d{1,3}(?:[.-]\d{1,2}){0,2}[a-z]?[.)]?$/i;

/** What the columns of a table are for, by their headers. */
export const columnsOf = once(readColumns);

/** "Step" beside "Action" only counts the rows where it holds numbers. */
function readColumns(table: TableBlock): TableColumns {
  const header = table.header.map((cell) => cell.plain);
  const columns = byContent(byHeader(header), table);
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

const cellsOf = (table: TableBlock, at: number): string[] =>
  table.rows.map((row) => row.cells[at]?.plain.trim() ?? "");

function marksRows(table: TableBlock, at: number): boolean {
  const cells = cellsOf(table, at).filter((text) => text !== "");
  return cells.length > 0 && cells.every((text) => ROW_MARK.test(text.replace(/[\u{FE0F}\u{20E3}]/gu, "")));
}

const BOX = /^(?:[☐□⬜☑✅❌⏳✓✗]|\[[ xX]?\])/u;

/**
 * What the headers do not say, in whatever language, the cells may: rows that are counted, boxes to tick, durations. Where such a
 * column stands and another one is known, the widest text that nothing else claims is what is to be done.
 */
function byContent(columns: TableColumns, table: TableBlock): TableColumns {
  const out = { ...columns };
  const taken = (at: number): boolean => Object.values(out).includes(at);
  const timed = cellsOf(table, out.time);
  if (out.duration < 0 && out.time >= 0 && timed.length > 0 && timed.every(isDuration)) {
    out.duration = out.time;
    out.time = -1;
  }
  table.header.forEach((_, at) => {
    if (taken(at)) return;
    const cells = cellsOf(table, at);
    if (out.number < 0 && at === 0 && cells.length > 1 && marksRows(table, at)) out.number = at;
    else if (out.status < 0 && cells.length > 0 && cells.every((text) => BOX.test(text))) out.status = at;
    else if (out.duration < 0 && cells.length > 0 && cells.every(isDuration)) out.duration = at;
  });
  if (out.action >= 0) return out;
  const telling =
    out.number >= 0 || out.duration >= 0 || cellsOf(table, out.status).some((text) => BOX.test(text));
  const known = [out.number, out.owner, out.time, out.duration, out.status, out.command, out.expected];
  if (!telling || known.filter((at) => at >= 0).length < 2) return out;
  let widest = 0;
  table.header.forEach((_, at) => {
    const width = cellsOf(table, at).reduce((sum, text) => sum + text.length, 0);
    if (!taken(at) && width > widest) {
      widest = width;
      out.action = at;
    }
  });
  return out;
}

const isDuration = (text: string): boolean =>
  text.length <= 24 &&
  findOffset(text) === null &&
  !/^\d{1,2}:\d{2}/.test(text) &&
  /\d/.test(text) &&
  durationMinutes(text) !== null;

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
      /^(?:what (?:to|we) do|actions?|response|what to do|decision|entscheidung|décision|decisión|decisão|decisione|rozhodnutí|решение|quyết định|决策|決策|处理|處理|结论|判断|결정|대응|reaction|maßnahme|aktion|réponse|acción|ação|действие|动作|措施|対応|アクション|조치|action on fail|on fail\w*)/iu.test(
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
