/** What kind of credential stands in a text. */
export type CredentialKind =
  | "url-password"
  | "assigned-secret"
  | "private-key"
  | "token"
  | "cloud-key"
  | "header"
  | "argument";

/**
 * One way a credential is written. `pattern` is global, has a group `secret` and runs in linear time: every
 * repetition is bounded. `sure`: its shape alone says so; `value`: anything but a stand-in; `mixed`: prose could
 * stand here as well, so that only what no word looks like counts.
 */
export interface CredentialPattern {
  kind: CredentialKind;
  needs: "sure" | "value" | "mixed";
  pattern: RegExp;
}

export const sure = (kind: CredentialKind, pattern: RegExp): CredentialPattern => ({
  kind,
  needs: "sure",
  pattern,
});
export const value = (kind: CredentialKind, pattern: RegExp): CredentialPattern => ({
  kind,
  needs: "value",
  pattern,
});
export const mixed = (kind: CredentialKind, pattern: RegExp): CredentialPattern => ({
  kind,
  needs: "mixed",
  pattern,
});

/** Ways that share a sign: `hint` is looked for first, because most lines hold no credential of any kind. */
export interface CredentialGroup {
  hint: RegExp;
  ways: readonly CredentialPattern[];
}
