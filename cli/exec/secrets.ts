import { isSecretName } from "../../lib/run/secrets";
import { credentialRanges } from "../../lib/runbook/credential-ranges";

const SHORTEST = 4;

/** Values that name nothing secret, whatever the variable is called. */
const EVERYDAY = /^(?:true|false|yes|no|none|null|on|off|enabled|disabled|\d{1,5}|\/[\w./-]*)$/i;

function isSecret(value: string): boolean {
  return value.trim().length >= SHORTEST && !EVERYDAY.test(value.trim());
}

/** The value as tools print it: as it is, in an address, in JSON, in base64. */
function spellings(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const base64 = Buffer.from(value).toString("base64");
  return [value, encodeURIComponent(value), json, base64];
}

/** Credentials that stand literally in a text, by their shape. */
function literalsIn(text: string): string[] {
  return credentialRanges(text, []).map(({ from, to }) => text.slice(from, to));
}

/**
 * The values that an output is searched for: those of secret-named variables, passwords in addresses that other
 * variables hold, and what stands literally in the command itself. One character per byte, as `OutputRedactor` reads.
 */
export function secretsOf(
  variables: Readonly<Record<string, string | undefined>>,
  command: readonly string[],
): string[] {
  const named = Object.entries(variables).flatMap(([name, value = ""]) =>
    isSecretName(name) && isSecret(value) ? [value] : [],
  );
  const held = Object.values(variables).flatMap((value = "") => literalsIn(value));
  // Joined, so that `--password VALUE` is seen as what it is.
  const typed = [...command.flatMap(literalsIn), ...literalsIn(command.join(" "))];
  const all = [...named, ...[...held, ...typed].filter(isSecret)].flatMap(spellings);
  return [...new Set(all)].map((value) => Buffer.from(value, "utf8").toString("latin1"));
}
