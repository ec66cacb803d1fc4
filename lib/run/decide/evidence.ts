import { artifactKey } from "../artifact-standing";
import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import type { EventDraft } from "../events";
import { authorize } from "../permissions";
import { malformed, notFound, type Rejection, refuse } from "../rejections";
import type { RunState } from "../state";
import { locate } from "../structure";
import { firstOf, LINE, textRefusal } from "../text-rules";
import { readValues } from "./step-values";

const SHA256 = /^[0-9a-f]{64}$/;

/** SHA-256 of no bytes at all: an empty file, whatever size is claimed for it. */
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

function bytesRefusal(sha256: string, size: number | undefined): Rejection | null {
  if (!SHA256.test(sha256)) return malformed("The SHA-256 takes 64 hexadecimal digits.", ["sha256"]);
  if (size !== undefined && !(Number.isSafeInteger(size) && size >= 0)) {
    return malformed("The size is no number of bytes.", ["size"]);
  }
  if (size === 0 || sha256 === EMPTY) return refuse("R9", "An empty file is no evidence.");
  return null;
}

/**
 * The values that the step's checks found in an uploaded text, for blanks that are still empty (R9.14). Only whoever may
 * fill in the step's blanks records them so; what fits no blank is left to people.
 */
function valueEvents(command: CommandOf<"AttachEvidence">, state: RunState): EventDraft[] {
  const { stepId, upload, visibility } = command.payload;
  // A blank is read by the whole room, and who restricted the text meant nobody to read in it (R9.16).
  if (visibility === "restricted") return [];
  const step = stepId === undefined ? null : locate(state, stepId)?.step;
  if (!step || (step.status !== "waiting" && step.status !== "running")) return [];
  return Object.entries(upload?.values ?? {}).flatMap(([name, value]) => {
    const payload = { stepId: step.id, name, value };
    const grant = authorize({ type: "RecordField", payload, meta: command.meta }, state);
    if (!grant.ok) return [];
    const values = readValues(step, { [name]: value }, grant.role);
    if (!values.ok) return [];
    return values.events.filter(
      (event) => event.type === "FieldRecorded" && !(step.fields[event.payload.name] ?? "").trim(),
    );
  });
}

/** AttachEvidence: a reference with a hash counts; dumps and snapshots are references, never uploaded (R9.3, R9.8). */
export function attachEvidence(
  command: CommandOf<"AttachEvidence">,
  state: RunState,
  role: string | null,
): Decision {
  const { name, stepId, location, size, upload } = command.payload;
  const sha256 = command.payload.sha256.toLowerCase();
  if (stepId !== undefined && !locate(state, stepId)) return reject(notFound("This run has no such step."));
  const refusal = firstOf(
    textRefusal(name, "A name", LINE),
    upload ? null : textRefusal(location, "A location"),
    bytesRefusal(sha256, size),
  );
  if (refusal) return reject(refusal);
  const required = state.requiredEvidence.find((item) => artifactKey(item.name) === artifactKey(name));
  if (upload && required?.kind === "reference") {
    return reject(
      refuse("R9", `“${required.name}” is given by reference: its path and checksum, never its bytes.`),
    );
  }
  const payload = {
    artifactId: upload?.artifactId ?? command.meta.commandId,
    name: required?.name ?? name.trim(),
    stepId: stepId ?? null,
    kind: upload ? ("upload" as const) : ("reference" as const),
    location: upload ? null : location.trim(),
    sha256,
    size: size ?? null,
    visibility: command.payload.visibility ?? ("room" as const),
  };
  return accept({ type: "EvidenceAttached", role, payload }, ...valueEvents(command, state));
}
