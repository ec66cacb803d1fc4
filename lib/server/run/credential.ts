/** By what a person was recognised. The append looks the row up again in the same commit. */
export type Credential =
  | { kind: "session"; sessionId: string }
  | { kind: "token"; tokenId: string; runId: string | null };

/** Who sends a command, as far as the log's store must know. */
export interface Sender {
  personId: string;
  via: Credential;
}
