import { tClock } from "../../run/clock";
import { lineMasker } from "../../run/credentials/line-masker";
import { describeEvent } from "../../run/describe-event";
import type { RunEvent } from "../../run/events";
import type { RunState } from "../../run/state";

/** One fact of a run's log in words, as every form of the export carries it. Texts hold no literal credential. */
export interface TimelineRow {
  seq: number;
  type: RunEvent["type"];
  /** Against T-0 as it stands at the end of the export. */
  t: string;
  /** In the run's zone, `2026-11-22 02:15:03`. */
  local: string;
  /** ISO instant at which it happened. */
  utc: string;
  /** ISO instant at which it was written down. */
  recordedAt: string;
  /** Written down more than a minute after it happened. */
  late: boolean;
  actor: string;
  /** Name of the role that it was done in. */
  role: string | null;
  word: string;
  text: string;
  detail: string | null;
  stepId: string | null;
  /** Sequence number of the entry that this one corrects. */
  corrects: number | null;
  /** Sequence numbers of the entries that correct this one. */
  correctedBy: readonly number[];
  /** Hash of the artifact that it attached. */
  sha256: string | null;
}

/** What an export has to know beside the events: names, and which entry was corrected by which. */
export interface TimelineContext {
  state: RunState;
  corrections: ReadonlyMap<number, readonly number[]>;
}

/** Somebody's words without credentials, line for line. */
export function withoutCredentials(text: string): string {
  const mask = lineMasker();
  return text
    .split("\n")
    .map((line) => mask(line).text)
    .join("\n");
}

/** An instant in a zone, to the second. */
export function zonedInstant(iso: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit" },
    ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
  }).formatToParts(Date.parse(iso));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")} ${of("hour")}:${of("minute")}:${of("second")}`;
}

/** An event in words. */
export function timelineRow(event: RunEvent, { state, corrections }: TimelineContext): TimelineRow {
  const { word, text, detail, late } = describeEvent(event, state);
  const { seq, type, occurredAt, recordedAt, actor, role, payload } = event;
  return {
    ...{ seq, type, late, recordedAt },
    t: tClock(state.t0, Date.parse(occurredAt)),
    local: zonedInstant(occurredAt, state.timeZone),
    utc: occurredAt,
    actor: actor.kind === "person" ? actor.name : "Holdpoint",
    role: role === null ? null : (state.roles.find(({ key }) => key === role)?.name ?? role),
    word,
    text: withoutCredentials(text),
    detail: detail === null ? null : withoutCredentials(detail),
    stepId: "stepId" in payload ? payload.stepId : null,
    corrects: type === "EntryCorrected" ? payload.entrySeq : null,
    correctedBy: corrections.get(seq) ?? [],
    sha256: type === "EvidenceAttached" ? payload.sha256 : null,
  };
}
