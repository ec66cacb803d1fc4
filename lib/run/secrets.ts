import { lineMasker } from "./credentials/line-masker";
import { beginsPrivateKey } from "./credentials/private-key";
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

/** Whether the value holds a credential: a password in an address, a private key, a token of a known shape. */
function holdsCredential(value: string): boolean {
  const mask = lineMasker();
  if (beginsPrivateKey(value)) return true;
  return value.split("\n").some((line) => mask(line).kinds.length > 0);
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
