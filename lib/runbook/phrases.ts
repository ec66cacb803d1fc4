/** Phrases inside sentences (not headings) that carry meaning: outcomes, gates, prohibitions, ownership. */

const EXPECTED =
  /^(?:expected(?: (?:output|results?|response|outcome|state|path|value))?|expect|acceptance(?: criteria)?|pass criteria|success criteria|success|output should be|should (?:see|show|return|print|be)|erwartet(?:es ergebnis)?|erwartung|résultat attendu|attendu|resultado esperado|esperado|očekávaný výsledek|očekáváno|ожидаемый результат|ожидается|kết quả mong đợi|预期(?:结果|输出)?|期待(?:値|結果|される結果)?|期望(?:结果)?|想定結果|예상 ?결과|기대 ?결과)\s*(?:\([^()]{0,80}\))?\s*[:：]\s*/iu;

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
  /^(?:(?:🛑|⛔|❌)\s*)?(?:abort(?!\w)|stop (?:if|when|immediately if|and)|stop\s*[–—:-]+\s*(?:do not|if|unless)|halt (?:if|when)|(?:gate:\s*)?do not (?:proceed|continue|start|begin|move on|cut ?over|go live|advance)(?: (?:to|with|past|beyond) [^.;:]{2,60}?)? (?:if|unless|until|while|before)\b|no-?go if|abbruch|abbrechen,? (?:wenn|falls)|stopp,? (?:wenn|falls)|arrêter si|abandonner si|abortar si|detener si|parar se|přerušit|прервать|остановить,? если|dừng nếu|中止条件|如果.{0,40}(?:停止|中止)|中止[:：]|중단[:：])/iu;
const ABORT_END = /(?:=>|→|->|⇒|[:：,–—-])\s*(?:STOP|ABORT|HALT|FAIL|NO-?GO)\b[.!]?\s*$/;
const ABORT_INSIDE = /(?:^|[,;.]\s)(?:[Ii]f|[Aa]ny|[Ww]hen)\b[^.]{0,120}(?:STOP|ABORT|HALT)\b/;

/** "Abort if …", "… => STOP", "If any row shows FAIL, STOP": a gate, never a step (rule 10). */
export function isAbortText(text: string): boolean {
  const t = text.replace(/^[^\p{L}\p{N}]+/u, "").trim();
  return ABORT_START.test(t) || ABORT_END.test(t) || ABORT_INSIDE.test(t) || STOP_SENTENCE.test(t);
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
  /^(?:owner|responsible|assigned to|assignee|executor|executed by|performed by|who|role|verantwortlich|zuständig|responsable|responsável|odpovědn\p{L}*|ответственный|исполнитель|người thực hiện|phụ trách|负责人|执行人|担当(?:者)?|담당(?:자)?)\s*[:：]\s*/iu;

/** "(Owner: Ops, ETA: 2h)" or "… - Owner: Ops" inside a step's own text. */
export function ownerInside(text: string): string | null {
  return (
    /(?:[([,;–—-]\s?)(?:owner|responsible|assignee|verantwortlich|responsable|负责人|担当)\s?[:：]\s?@?([\p{L}][\p{L}\p{N} ._-]{1,40}?)\s?(?=[,;)\]]|$)/iu.exec(
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

/** Labels of a step's own fields: "Action:", "Command:", "Duration:", "Output:", "Risk:" … (rule 6). */
export function stepLabel(text: string): {
  label: "action" | "command" | "output" | "duration" | "note" | "rollback" | "verify";
  rest: string;
} | null {
  const match =
    /^(actions?|what|task|commands?|cmd|script|run|outputs?|evidence|artifacts?|duration|estimated time|time|est\.?|notes?|risks?|impact|why|purpose|description|rollback|if (?:it )?fails?|on failure|verif(?:y|ication)|validation|check|aktion|befehl|dauer|hinweis|prüfung|commande|durée|remarque|vérification|comando|duración|nota|verificación|duração|verificação|команда|проверка|примечание|длительность|命令|备注|说明|注意|验证|时长|コマンド|備考|確認|所要時間|명령|비고|확인)\s*[:：]\s*/iu.exec(
      text.trim(),
    );
  if (match === null) return null;
  const word = (match[1] ?? "").toLowerCase();
  const rest = text.trim().slice(match[0].length).trim();
  if (/^(?:action|what|task|aktion)/.test(word)) return { label: "action", rest };
  if (/^(?:command|cmd|script|run|befehl|commande|comando|команда|命令|コマンド|명령)/u.test(word))
    return { label: "command", rest };
  if (/^(?:output|evidence|artifact)/.test(word)) return { label: "output", rest };
  if (/^(?:duration|estimated|time|est|dauer|durée|duración|duração|длительность|时长|所要時間)/u.test(word))
    return { label: "duration", rest };
  if (/^(?:rollback|if |on failure)/.test(word)) return { label: "rollback", rest };
  if (/^(?:verif|validation|check|prüfung|vérif|проверка|验证|確認|확인)/u.test(word))
    return { label: "verify", rest };
  return { label: "note", rest };
}

/** A condition in parentheses or at the start: "(if schema changed)", "If needed: …"; none where alternatives stand. */
export function conditionOf(text: string): string | null {
  if (/\bOR\b/.test(text)) return null;
  const inside = /\(((?:only )?(?:if|when|unless|falls|wenn|si|se|если|nếu|如果|もし)\s[^()]{2,80})\)/iu.exec(
    text,
  )?.[1];
  if (inside !== undefined) return inside.trim();
  const start = /^(?:if|falls|wenn)\s([^,:]{3,80})[,:]\s*\S/i.exec(text.trim());
  return start === null ? null : `if ${start[1]?.trim() ?? ""}`;
}

export function isOptional(text: string): boolean {
  return /\((?:[^()]{0,30}\s)?optional\b[^()]{0,30}\)|^optional\b|\[optional\]|\bif (?:needed|possible|applicable|required)\b|\(if (?:needed|applicable)\)|\(optionnel\)|\(opcional\)|\(可选\)|（可选）|（任意）/iu.test(
    text,
  );
}
