/** A literal credential in the text: rule 20. `line` is 1-based. */
interface CredentialFinding {
  line: number;
  kind: "url-password" | "assigned-secret" | "private-key" | "token";
}

const MASK = "••••••";

const URL_PASSWORD = /([a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/@"'`<>]{1,100}:)([^\s@/"'`]{1,200})(@)/gi;
const ASSIGNED =
  /((?:^|[\s"'`,;{(&?$:_-])[\w.-]{0,40}?(?:password|passwd|passwort|secret|api[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|pwd)["']?(?:\s?=\s?|:\s?))(["']?)([^\s"'`,;&|)<>]{6,200})/gi;
const TOKENS =
  /(?<![\w-])(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,80}|github_pat_\w{30,100}|xox[abprs]-[A-Za-z0-9-]{10,100}|sk_live_[A-Za-z0-9]{16,80}|AIza[\w-]{35}|eyJ[\w-]{10,500}\.eyJ[\w-]{10,2000}\.[\w-]{10,500}|glpat-[\w-]{20,60})(?![\w-])/g;
const KEY_BEGIN = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/;
const KEY_END = /-----END [A-Z ]{0,30}PRIVATE KEY-----/;

/** `<PASSWORD>`, `${DB_PASS}`, `{{SECRET}}`, `***`, `[name]`, `changeme` stand for a value and are none. */
function isPlaceholder(value: string): boolean {
  if (/^[<[{$%*•_.…x]/i.test(value) && !/^x[a-z0-9]{6,}$/i.test(value)) return true;
  if (
    /^(?:your|my|the|example|placeholder|changeme|change_me|redacted|hidden|secret|password|passwd|pass)/i.test(
      value,
    )
  )
    return true;
  return /[<>{}$]/.test(value);
}

/** A word or a name of a setting is prose ("Webhook Secret: rotated"); a value mixes letters with digits or signs. */
function looksLikeSecret(value: string): boolean {
  if (/^(?:required|optional|true|false|null|none)$/i.test(value)) return false;
  if (/^[A-Z][A-Z0-9_]*$/.test(value) && value.includes("_")) return false;
  if (/^[\w.-]+\(/.test(value) || /^@?[\w-]+\.[\w.-]+$/.test(value)) return false;
  return /\d/.test(value) && /[A-Za-z]/.test(value);
}

/**
 * Masks credentials that stand literally in the text, line for line (the line count never changes), and says
 * where they were. Placeholders such as `<PASSWORD>` stay as they are: they are asked for nowhere.
 */
export function maskCredentials(text: string): { text: string; found: CredentialFinding[] } {
  const found: CredentialFinding[] = [];
  let inKey = false;
  const lines = text.split("\n").map((source, index) => {
    const line = index + 1;
    if (inKey) {
      if (KEY_END.test(source)) inKey = false;
      return MASK;
    }
    if (KEY_BEGIN.test(source)) {
      inKey = !KEY_END.test(source);
      found.push({ line, kind: "private-key" });
      return source.replace(/-----BEGIN[^\n]*/, MASK);
    }
    return maskLine(source, line, found);
  });
  return { text: lines.join("\n"), found };
}

function maskLine(source: string, line: number, found: CredentialFinding[]): string {
  if (source.length < 8) return source;
  return source
    .replace(TOKENS, () => {
      found.push({ line, kind: "token" });
      return MASK;
    })
    .replace(URL_PASSWORD, (whole: string, before: string, value: string, after: string) => {
      if (isPlaceholder(value)) return whole;
      found.push({ line, kind: "url-password" });
      return `${before}${MASK}${after}`;
    })
    .replace(ASSIGNED, (whole: string, before: string, quote: string, value: string) => {
      if (value.includes(MASK) || isPlaceholder(value) || !looksLikeSecret(value)) return whole;
      found.push({ line, kind: "assigned-secret" });
      return `${before}${quote}${MASK}`;
    });
}
