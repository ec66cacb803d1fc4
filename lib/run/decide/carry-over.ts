import type { CommandMeta, CommandOf } from "../commands";
import type { ContinuedRun } from "../continued-run";
import { accept, type Decision, reject } from "../decision";
import type { EventDraft } from "../events";
import { conflict, malformed, notFound, type Rejection, refuse } from "../rejections";
import type { RunState } from "../state";
import { locate, type Place } from "../structure";
import { firstOf, textRefusal } from "../text-rules";

const titles = (places: readonly Place[]) => places.map((place) => `“${place.step.title}”`).join(", ");

/** Refuses the steps of which this is true, all of them in one answer. */
function barring(
  places: readonly Place[],
  isBarred: (place: Place) => boolean,
  refusal: (barred: readonly Place[]) => Rejection,
): Rejection | null {
  const barred = places.filter(isBarred);
  return barred.length > 0 ? refusal(barred) : null;
}

const names = (places: readonly Place[]) => places.map((place) => place.step.title);

/** What never carries, whatever the earlier run says (L.22). */
function carryRefusal(places: readonly Place[], earlier: ContinuedRun): Rejection | null {
  const passed = new Set(earlier.passes.map((pass) => pass.stepId));
  return firstOf(
    barring(
      places,
      ({ phase }) => phase.kind === "preconditions",
      (barred) => refuse("R3", `Preconditions never carry over: ${titles(barred)}.`, names(barred)),
    ),
    barring(
      places,
      ({ step }) => step.noExceptions,
      (barred) => refuse("R4", `What knows no exceptions is done anew: ${titles(barred)}.`, names(barred)),
    ),
    barring(
      places,
      ({ step }) => step.status !== "waiting",
      (barred) => conflict(`Already begun in this run: ${titles(barred)}.`, "R7"),
    ),
    barring(
      places,
      ({ step }) => step.carriedFrom !== null,
      (barred) => conflict(`Carried over already: ${titles(barred)}.`, "R7"),
    ),
    barring(
      places,
      ({ step }) => !passed.has(step.id),
      (barred) => refuse("R9", `“${earlier.title}” has no PASS of ${titles(barred)}.`, names(barred)),
    ),
  );
}

/** The earlier run's evidence of these steps, by reference: its bytes stay sealed where they are. */
function references(
  meta: CommandMeta,
  earlier: ContinuedRun,
  stepIds: readonly string[],
  role: string | null,
): EventDraft[] {
  return earlier.evidence
    .filter((item) => item.stepId !== null && stepIds.includes(item.stepId))
    .map((item, index) => ({
      type: "EvidenceAttached",
      role,
      payload: {
        artifactId: `${meta.commandId}-${index + 1}`,
        ...item,
        kind: "reference",
        location: `run ${earlier.runId}`,
        visibility: "room",
      },
    }));
}

/** CarryOver: PASSes of the run that this one resumes, which their owners attest again (L.21, L.22). */
export function carryOver(command: CommandOf<"CarryOver">, state: RunState, role: string | null): Decision {
  const earlier = state.continues;
  if (!earlier) return reject(notFound("This run resumes no earlier one."));
  const stepIds = [...new Set(command.payload.stepIds)];
  const places = stepIds.flatMap((id) => locate(state, id) ?? []);
  const refusal = firstOf(
    textRefusal(command.payload.reason, "A reason"),
    stepIds.length === 0 ? malformed("Name at least one step.", ["stepIds"]) : null,
    places.length < stepIds.length ? notFound("This run has no such step.") : null,
    carryRefusal(places, earlier),
  );
  if (refusal) return reject(refusal);
  const payload = { stepIds, fromRunId: earlier.runId, reason: command.payload.reason.trim() };
  return accept(
    { type: "StepsCarriedOver", role, payload },
    ...references(command.meta, earlier, stepIds, role),
  );
}
