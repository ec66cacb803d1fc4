import { z } from "zod";
import type { CommandPayloads, CommandType } from "../run/commands";
import type { TimerCommandType } from "../run/due-commands";
import { email, instant, namedValues, optionalText, sha256Hex, text, uuid } from "./text.schema";

const id = text(200);
const note = optionalText(2_000).optional();
const reason = text(2_000);
const fields = namedValues(2_000);

/** By address, as a script knows people, or by id, as a screen does; the name is the server's to say. */
const offered = { email: email.optional(), personId: uuid.optional(), name: text(200).optional() };

/** One client command on the wire: the envelope and the payload, flat, with no other key. */
function command<T extends CommandType, S extends z.core.$ZodShape>(type: T, payload: S) {
  return z.strictObject({
    commandId: uuid,
    expectedSeq: z.int().min(0).max(2_147_483_647).optional(),
    type: z.literal(type),
    ...payload,
  });
}

/** In place of the list of all commands, which zod would give. */
function unknownCommand(issue: { code?: string; input?: unknown }): string | undefined {
  if (issue.code !== "invalid_union") return undefined;
  const type: unknown =
    typeof issue.input === "object" && issue.input ? Reflect.get(issue.input, "type") : undefined;
  return typeof type === "string" ? `there is no command “${type.slice(0, 60)}”` : "must name a command";
}

/** Everything that a person or script may POST to a run. PlanRun and the system's commands have no body here. */
export const commandBodySchema = z.discriminatedUnion(
  "type",
  [
    command("AssignRole", { role: id, email }),
    command("OfferCommand", offered),
    command("AcceptCommand", { offerId: id }),
    command("DeclineCommand", { offerId: id, reason: reason.optional() }),
    command("StartRun", {}),
    command("CancelRun", { reason }),
    command("NameDeputy", offered),
    command("AssumeCommand", { reason }),
    command("AppointDecider", { ...offered, reason }),
    command("SetVariables", { variables: namedValues(2_000) }),
    command("StartStep", { stepId: id, note }),
    command("PassStep", { stepId: id, note, fields: fields.optional(), exception: text(1_000).optional() }),
    command("WarnStep", { stepId: id, note, reason: reason.optional(), fields: fields.optional() }),
    command("FailStep", { stepId: id, reason }),
    command("RetryStep", { stepId: id, note, reason: reason.optional() }),
    command("MarkNotApplicable", { stepId: id, reason }),
    command("AcceptWarn", { stepId: id, reason }),
    command("VoidResult", { stepId: id, reason }),
    command("VerifyStep", { stepId: id, statement: optionalText(2_000).optional() }),
    command("ChooseAlternative", { stepId: id, reason }),
    command("CarryOver", { stepIds: z.array(id).min(1).max(500), reason }),
    command("RecordField", { stepId: id, name: text(200), value: optionalText(2_000) }),
    command("RecordSubstep", { stepId: id, substepId: id, result: z.enum(["pass", "fail"]) }),
    command("AttachEvidence", {
      name: text(300),
      stepId: id.optional(),
      location: text(2_000),
      sha256: sha256Hex,
      size: z.int().min(0).optional(),
      visibility: z.enum(["room", "restricted"]).optional(),
    }),
    command("RequestWaiver", {
      stepId: id.optional(),
      evidence: text(300).optional(),
      ticket: text(200),
      reason,
      expiresAt: instant,
    }),
    command("GrantWaiver", { waiverId: id, statement: optionalText(2_000).optional() }),
    command("DenyWaiver", { waiverId: id, reason }),
    command("OpenPoll", { decisionPointId: id }),
    command("CastVote", {
      pollId: id,
      answer: z.enum(["go", "no-go"]),
      reason: reason.optional(),
      role: id.optional(),
    }),
    command("Decide", {
      verdict: z.enum(["go", "no-go", "rollback", "hold", "continue", "resume", "close-blocker"]),
      // ROLLBACK takes no typing; where a reason is required, the rules of the run say so.
      reason: optionalText(4_000),
      decisionPointId: id.optional(),
      pollId: id.optional(),
      triggerId: id.optional(),
      // biome-ignore lint/suspicious/noThenProperty: the command's own word; it holds a text, so nothing awaits it.
      then: z.enum(["rollback", "halt"]).optional(),
      phases: z.array(id).min(1).max(100).optional(),
      drill: z.boolean().optional(),
    }),
    command("ReportAbort", { gateId: id.optional(), text: text(2_000).optional(), note }),
    command("WithdrawAbort", { abortId: id, reason }),
    command("ClassifyBlocker", { classification: text(200), rootCause: text(4_000) }),
    command("SignOff", { subject: id, statement: text(4_000) }),
    command("ObserveTrigger", { triggerId: id.optional(), text: text(2_000).optional(), note }),
    command("SetWriteFreeze", { on: z.boolean(), reason: reason.optional() }),
    command("FinishRollback", { remaining: optionalText(4_000).optional() }),
    command("MoveT0", { t0: instant, reason }),
    command("ExtendWindow", { end: instant, reason }),
    command("ProposeAmendment", { version: z.int().min(1).max(1_000_000), reason }),
    command("ApproveAmendment", { amendmentId: id, statement: text(4_000) }),
    command("RejectAmendment", { amendmentId: id, reason }),
    command("SendBroadcast", {
      templateId: id.optional(),
      text: text(4_000),
      watch: z.strictObject({ result: z.enum(["pass", "warn", "fail"]), note }).optional(),
    }),
    command("SnoozeBroadcast", { minutes: z.int().min(1).max(1_440), reason }),
    command("RecordCheck", { seriesId: text(2_000), result: z.enum(["pass", "warn", "fail"]), note }),
    command("FileReport", { reportId: id, fields: namedValues(4_000) }),
    command("LogEntry", {
      text: text(4_000),
      occurredAt: instant.optional(),
      kind: z.enum(["note", "decision", "action", "reference"]).optional(),
    }),
    command("CorrectEntry", { entrySeq: z.int().min(1).max(2_147_483_647), text: text(4_000) }),
    command("ConfirmCriterion", { criterionId: id }),
    command("DeclareComplete", {}),
    command("SignFinalRecord", { fields: namedValues(4_000) }),
    command("CloseRun", {}),
  ],
  { error: unknownCommand },
);

export type CommandBody = z.output<typeof commandBodySchema>;

/** Commands that only the server itself gives. */
export type ServerOnlyCommand = "PlanRun" | "ReportAlert" | TimerCommandType;

/** The payloads as clients send them: people are named by e-mail address, which the server resolves; bytes go elsewhere. */
export type ClientPayloads = Omit<
  CommandPayloads,
  ServerOnlyCommand | "AssignRole" | "OfferCommand" | "NameDeputy" | "AppointDecider" | "AttachEvidence"
> & {
  NameDeputy: { email?: string; personId?: string; name?: string };
  AppointDecider: { email?: string; personId?: string; name?: string; reason: string };
  AssignRole: { role: string; email: string };
  OfferCommand: { email?: string; personId?: string; name?: string };
  AttachEvidence: Omit<CommandPayloads["AttachEvidence"], "upload">;
};

type PayloadOf<B> = Omit<B, "commandId" | "expectedSeq" | "type">;

/** What the schemas give, by type: held to `ClientPayloads` by a test of types. */
export type ParsedPayloads = { [B in CommandBody as B["type"]]: PayloadOf<B> };

/** Names of the commands that clients may send. */
export const clientCommandTypes: readonly string[] = commandBodySchema.options.map(
  (option) => option.shape.type.value,
);
