import { StartError } from "./start-error";

export type Variables = Record<string, string | undefined>;

/** A setting that cannot be. */
export class EnvError extends StartError {}

/** Empty counts as not set, as in compose files and CI. */
export function given(variables: Variables, name: string): string | null {
  const value = variables[name]?.trim();
  return value ? value : null;
}

export function readUrl(name: string, text: string, protocols: string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && protocols.includes(url.protocol)) return url;
  throw new EnvError(
    `${name} must be an address that starts with ${protocols.map((p) => `${p}//`).join(" or ")}.`,
  );
}
