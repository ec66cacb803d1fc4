/** Phrases inside sentences (not headings) that carry meaning: outcomes, gates, prohibitions, ownership. */

const EXPECTED =
  /^(?:expected(?: (?:output|results?|response|outcome|state|path|value))?|expect|acceptance(?: criteria)?|pass criteria|success criteria|success|output should be|should (?:see|show|return|print|be)|erwartet(?:es ergebnis)?|erwartung|soll(?:-?ergebnis)?|résultats? attendus?|attendu|resultados? esperados?|esperado|saída esperada|salida esperada|risultat[oi] attes[oi]|atteso|output atteso|očekávaný výsledek|očekáváno|ожидаемый (?:результат|вывод)|ожидается|kết quả (?:mong đợi|dự kiến)|预期(?:结果|输出)?|預期(?:結果|輸出)?|应为|应看到|期待(?:値|結果|される結果)?|期望(?:结果)?|想定結果|예상 ?결과|기대 ?결과)\s*(?:\([^()]{0,80}\))?\s*[:：]\s*/iu;

/** The value behind "Expected:" and its like; null when the text does not open so. */
export function expectedValue(text: string): string | null {
  const match = EXPECTED.exec(text.trim());
  return match === null ? null : text.trim().slice(match[0].length).trim();
}

export function isOutcomeLine(text: string): boolean {
  return /^(?:should (?:show|return|be|print|output|see|display)|you should see|returns?\s|→|=>|->)/i.test(
    text.trim(),
  );
}

const ABORT_START =
  /^(?:(?:🛑|⛔|❌)\s*)?(?:abort(?!\w)|stop (?:here |now |immediately |everything )?(?:if|when|unless|and)|stop\s*[–—:-]+\s*(?:do not|if|unless)|hold ?point\s*[–—:]|halt (?:if|when)|(?:gate:\s*)?do not (?:proceed|continue|start|begin|move on|cut ?over|go live|advance)(?: (?:to|with|past|beyond) [^.;:]{2,60}?)? (?:if|unless|until|while|before)\b|no-?go if|abbruch(?!kriteri\p{L}*\s*:?$)|abbrechen,? (?:wenn|falls|sobald)|stopp,? (?:wenn|falls|sobald)|nicht (?:weitermachen|fortfahren),? (?:wenn|falls|bevor)|(?:arrêter|abandonner|interrompre|stopper) (?:si|en cas)|ne pas (?:continuer|poursuivre) (?:si|tant que)|(?:abortar|detener(?:se)?|parar|cancelar|interrumpir) (?:si|se)|no continuar (?:si|hasta)|(?:abortar|parar|interromper) (?:se|caso)|não (?:prosseguir|continuar) (?:se|enquanto|caso)|(?:fermarsi|interrompere|annullare|abortire) se|non (?:procedere|continuare|proseguire) (?:se|finché)|přerušit|zastavit,? (?:pokud|když)|nepokračovat,? (?:pokud|dokud)|прервать|(?:остановить(?:ся)?|отменить),? если|не продолжать,? (?:если|пока)|(?:dừng|ngừng)(?: lại)? (?:nếu|khi)|không tiếp tục (?:nếu|khi)|中止条件|(?:如果|如|若|一旦)[^。]{0,40}(?:停止|中止|终止|終止)|.{1,60}(?:场合|場合|とき|時)(?:は|、)[^。]{0,20}(?:中止|停止|中断)|中止[:：]|중단 ?(?:조건|기준)?\s?[:：](?=.)|.{1,60}(?:경우|이면|하면|으면)\s?(?:즉시\s?)?(?:중단|중지))/iu;
const ABORT_END =
  /(?:=>|→|->|⇒|[:：,–—-])\s*(?:(?:STOP|ABORT|HALT|FAIL|NO-?GO)(?!\p{L})|(?:Abbruch|Stopp|[Aa]rrêt|[Aa]bandon|[Aa]bortar|[Dd]etener|[Pp]arar|[Ii]nterrompere|[Ff]ermarsi|[Pp]řerušit|[Пп]рервать|[Оо]становка|СТОП|[Dd]ừng)(?!\p{L})|中止|停止|中断|중단|중지)[.!。！]?\s*$/u;
const ABORT_INSIDE = /(?:^|[,;.]\s)(?:[Ii]f|[Aa]ny|[Ww]hen)\b[^.]{0,120}(?:STOP|ABORT|HALT)\b/;

/** "Wave 1 must be finished before wave 2 starts." (rule 10) */
const MUST_BEFORE =
  /^[^.!?:;\n]{2,100}\bmust\b[^.!?:;\n]{2,80}\bbefore\b[^.!?:;\n]{2,80}\b(?:starts?|begins?|continu\w+|proceed\w*|going on|moving on)[.!]?$/i;

/** "Abort if …", "… => STOP", "If any row shows FAIL, STOP": a gate, never a step (rule 10). */
export function isAbortText(text: string): boolean {
  const t = text.replace(/^[^\p{L}\p{N}]+/u, "").trim();
  return (
    ABORT_START.test(t) ||
    MUST_BEFORE.test(t) ||
    ABORT_END.test(t) ||
    ABORT_INSIDE.test(t) ||
    STOP_SENTENCE.test(t)
  );
}

const STOP_SENTENCE =
  /^(?:if|when|any|on)\b[^.]{3,160}[,:—–-]\s*(?:then\s+)?(?:stop|abort|halt)(?:\s+(?:and|here|now|immediately|the (?:cutover|migration|window|run))\b[^.]{0,80})?[.!]?$/i;

/** The sentences behind the first one that say when to stop: the text itself still tells what to do. */
export function gatesInside(text: string): string[] {
  const [first = "", ...rest] = text.replace(/\n/g, " ").split(/(?<=[.!?。])\s+/);
  return ABORT_START.test(first) || rest.length === 0
    ? []
    : rest.filter((sentence) => isAbortText(sentence) || STOP_SENTENCE.test(sentence));
}

/** An abort sentence without its "=> STOP" tail. */
export function abortCondition(text: string): string {
  return text
    .trim()
    .replace(/\s*(?:=>|→|->|⇒)\s*(?:STOP|ABORT|HALT|FAIL|NO-?GO)\b[.!]?\s*$/, "")
    .trim();
}

const FORBIDDEN =
  /(?:do not|don[’']?t|never|must not|nicht|ne pas|no|não|нельзя|не) (?:run|execute|use|start|ausführen|exécuter|ejecutar|executar|запускать)\s+([^;()\n]{3,80})/iu;

/** What a text forbids to run ("do NOT run restore drill"); null when it forbids nothing. */
export function forbiddenCommand(text: string): string | null {
  const found = FORBIDDEN.exec(text)?.[1];
  if (found === undefined) return null;
  return (found.split(/\.(?:\s|$)/)[0] ?? found)
    .replace(/\s+(?:in|on|against|before|until|unless|after|from|during)\s[\s\S]*$/i, "")
    .trim();
}

const OWNER =
  /^(?:owner|responsible|assigned to|assignee|executor|executed by|performed by|who|role|verantwortlich(?:e[rn]?)?|zuständig|bearbeiter(?:in)?|ausführend(?:er)?|durchgeführt von|responsable|pilote|acteur|exécutant|encargad[oa]|ejecutor|ejecuta|responsável|executor|executado por|responsabile|esecutore|incaricato|a cura di|odpovědn\p{L}*|zodpovíd\p{L}*|vlastník|provádí|ответственный|исполнитель|владелец|người (?:thực hiện|phụ trách)|phụ trách|负责人|責任者|负责|負責人|执行人|執行人|执行者|操作人|操作者|実施者|作業者|担当(?:者)?|담당(?:자)?|수행자|실행자|작업자)\s*[:：]\s*/iu;

/** "(Owner: Ops, ETA: 2h)" or "… - Owner: Ops" inside a step's own text. */
export function ownerInside(text: string): string | null {
  return (
    /(?:[([,;–—-]\s?)(?:owner|responsible|assignee|verantwortlich|zuständig|responsable|responsável|responsabile|ответственный|исполнитель|vlastník|odpovídá|phụ trách|负责人|負責人|操作人|执行人|担当者?|담당자?)\s?[:：]\s?@?([\p{L}][\p{L}\p{N} ._-]{1,40}?)\s?(?=[,;)\]]|$)/iu.exec(
      text,
    )?.[1] ?? null
  );
}

export function ownerLabel(text: string): string | null {
  const match = OWNER.exec(text.trim());
  if (match === null) return null;
  const name = text.trim().slice(match[0].length).replace(/[*_`]/g, "").trim();
  return name === "" || /^_{2,}/.test(name) ? null : name;
}

/** A condition in parentheses or at the start: "(if schema changed)", "If needed: …"; none where alternatives stand. */
export function conditionOf(text: string): string | null {
  if (/\bOR\b/.test(text)) return null;
  const inside =
    /[(（]((?:only )?(?:if|when|unless|falls|wenn|sofern|si|se|pokud|если|при необходимости|nếu|khi cần)\s[^()]{2,80}|(?:如果|如|若|もし)[^()（）]{2,80}|[^()（）]{1,40}(?:場合|の場合のみ|경우|시에만))[)）]/iu.exec(
      text,
    )?.[1];
  if (inside !== undefined) return inside.trim();
  const start = /^(?:if|falls|wenn|sofern|pokud|если)\s([^,:]{3,80})[,:]\s*\S/iu.exec(text.trim());
  return start === null ? null : `if ${start[1]?.trim() ?? ""}`;
}

export function isOptional(text: string): boolean {
  return /\((?:[^()]{0,30}\s)?optional\b[^()]{0,30}\)|^optional\b|\[optional\]|\bif (?:needed|possible|applicable|required)\b|\(if (?:needed|applicable)\)|[(（[](?:optionnel(?:le)?|facultati(?:f|ve)|opcional|facultativo|opzionale|facoltativo|volitelné|nepovinné|опционально|необязательно|по желанию|tùy chọn|không bắt buộc|可选|可選|选做|任意|省略可|선택(?: ?사항)?|falls (?:nötig|erforderlich|zutreffend|relevant)|si (?:nécessaire|besoin|applicable|aplica|procede|es necesario)|se (?:necessario|necessário|aplicável|applicabile))[)）\]]/iu.test(
    text,
  );
}
