import { type Rejection, refuse } from "./rejections";

/** Words that a name ends with when its value is to be kept secret, whatever stands before them. */
const SECRET_ENDINGS = [
  "password",
  "passwd",
  "passwort",
  "passphrase",
  "secret",
  "secrets",
  "token",
  "tokens",
];

const SECRET_WORDS = new Set(["pwd", "pass", "key", "keys", "apikey", "credential", "credentials"]);

/** `PGPASSWORD`, `api_key` and `accessToken` name a secret; `SECRET_NAME` and `KEY_COUNT` name something about one. */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const last = words.at(-1) ?? "";
  return SECRET_WORDS.has(last) || SECRET_ENDINGS.some((ending) => last.endsWith(ending));
}

const URL_PASSWORD = /[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@]{0,100}:([^\s@]{1,200})@/i;
const ASSIGNED = /(?:password|passwd|passwort|pwd|secret|token|api[_-]?key)\s?[=:]\s?([^\s;,&]{1,200})/i;
const PRIVATE_KEY = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/;
const KNOWN_TOKEN =
  /(?<![\w-])(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,80}|github_pat_\w{30,100}|xox[abprs]-[A-Za-z0-9-]{10,100}|sk_live_[A-Za-z0-9]{16,80}|AIza[\w-]{35}|glpat-[\w-]{20,60}|eyJ[\w-]{10,500}\.eyJ[\w-]{10,2000}\.[\w-]{10,500})/;

/** `<PASSWORD>`, `${DB_PASS}`, `{{SECRET}}`, `***` stand for a value and are none. */
function isPlaceholder(value: string): boolean {
  return /^[<[{$%*•…]/.test(value);
}

/** Whether the value holds a credential: a password in an address, a private key, a token of a known shape. */
function holdsCredential(value: string): boolean {
  if (PRIVATE_KEY.test(value) || KNOWN_TOKEN.test(value)) return true;
  return [URL_PASSWORD, ASSIGNED].some((pattern) => {
    const found = pattern.exec(value)?.[1];
    return found !== undefined && !isPlaceholder(found);
  });
}

/** Refuses variables that are secrets: the log keeps whatever it is given for good (R9). An empty value is none. */
export function secretRefusal(variables: Readonly<Record<string, string>>): Rejection | null {
  const secrets = Object.entries(variables)
    .filter(([name, value]) => value.trim() !== "" && (isSecretName(name) || holdsCredential(value)))
    .map(([name]) => name);
  if (secrets.length === 0) return null;
  return refuse(
    "R9",
    `Secrets are never stored: ${secrets.join(", ")}. Name where it is kept instead.`,
    secrets,
  );
}
