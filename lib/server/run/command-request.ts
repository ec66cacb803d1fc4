import { canonicalJson } from "../../pack/canonical-json";
import { sha256Hex } from "../../pack/event-chain";
import type { Command, CommandPayloads, CommandType, ServerFacts } from "../../run/commands";
import type { Actor, ChainedEvent } from "../../run/events";
import type { Rejection } from "../../run/rejections";
import type { Sender } from "./credential";

type Intent = { [T in CommandType]: { type: T; payload: CommandPayloads[T] } }[CommandType];

/** A command as the edge hands it in: parsed, people resolved. Plain strings may still be hostile. */
export type CommandRequest = Intent & {
  runId: string;
  /** UUID made by the sender; the same one again gets the same answer. */
  commandId: string;
  expectedSeq?: number;
  actor: Actor;
  admin: boolean;
  /** Null for the system's own commands. */
  principal: Sender | null;
  /** What the rules ask of the server for this command; no part of the body that a repeated id is held against. */
  facts?: ServerFacts;
};

/** `seq` is that of the command's last event. Refusals are values; exceptions mean defects or a database away. */
export type CommandResult =
  | { ok: true; seq: number; events: ChainedEvent[] }
  | { ok: false; rejection: Rejection };

/** Who is held against a repeated command id. */
export function actorKey(actor: Actor): string {
  return actor.kind === "person" ? actor.personId : "system";
}

/** SHA-256 of what is asked for, without the screen that it was asked on. Throws NotCanonicalError. */
export function bodyHashOf(request: CommandRequest): string {
  return sha256Hex(canonicalJson({ type: request.type, payload: request.payload }));
}

export function stamp(request: CommandRequest, at: string, headHash: string): Command {
  const { commandId, actor, admin, expectedSeq, facts } = request;
  return { ...request, meta: { commandId, actor, admin, at, expectedSeq, headHash, facts } };
}

function reject(code: Rejection["code"], message: string, rule: Rejection["rule"] = null): CommandResult {
  return { ok: false, rejection: { code, rule, message, missing: [] } };
}

/** A command that waits for its run's turn, with whom to answer. */
export interface WaitingCommand {
  request: CommandRequest;
  bodyHash: string;
  resolve(result: CommandResult): void;
  reject(error: unknown): void;
}

/** Refusals that the store gives, rather than the rules. */
export const STORE_REFUSALS = {
  reused: () =>
    reject(
      "conflict",
      "This command id was already used, by someone else or for something else. Send a new one.",
    ),
  refused: () => reject("forbidden", "Your sign-in has ended or was revoked. Sign in again."),
  closed: () => reject("rule", "The run is closed: no event is ever added to it.", "R10"),
  unknown: () => reject("not-found", "There is no such run."),
  noVersion: () => reject("not-found", "There is no such runbook version."),
  noEntry: () =>
    reject(
      "not-found",
      "This run's timeline has no such entry: a correction names the number of a written entry.",
    ),
  exists: () => reject("conflict", "There is already a run with this id."),
  malformed: (reason: string) => reject("malformed", reason),
};
