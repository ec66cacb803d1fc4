import { describeEvent } from "../../run/describe-event";
import { zonedText } from "../../run/describe-event/zoned-text";
import type { ChainedEvent } from "../../run/events";
import type { RunState } from "../../run/state";

type MessageType = "broadcast" | "halt" | "clock-expired" | "decision" | "test";

/** What goes out, before it takes a channel's form. */
export interface Message {
  /** Of the delivery: the same word delivered twice has the same one. */
  id: string;
  type: MessageType;
  /** One line. */
  title: string;
  text: string;
  /** When it happened, in the run's zone and in UTC; null for a test. */
  when: string | null;
  run: { id: string; title: string; kind: RunState["kind"]; url: string } | null;
  /** Where it stands in the log: the head that leaves the house with it. */
  event: { seq: number; type: string; recordedAt: string; hash: string } | null;
}

const TYPES: Partial<Record<ChainedEvent["type"], MessageType>> = {
  BroadcastSent: "broadcast",
  AbortReported: "halt",
  DecisionClockExpired: "clock-expired",
  Decided: "decision",
};

function titleOf(event: ChainedEvent, state: RunState, word: string): string {
  const mode = state.kind === "rehearsal" ? "[REHEARSAL] " : "";
  if (event.type !== "BroadcastSent") return `${mode}${state.title}: ${word}`;
  const number = state.broadcasts.find(({ id }) => id === event.payload.broadcastId)?.number;
  return `${mode}${state.title}: update${number === undefined ? "" : ` ${number}`}`;
}

/** The message of an event; `state` is the run's at that event or later. */
export function messageOf(id: string, event: ChainedEvent, state: RunState, publicUrl: string): Message {
  const { word, text } = describeEvent(event, state);
  const zone = state.timeZone;
  const utc = `${event.recordedAt.slice(0, 16).replace("T", " ")} UTC`;
  return {
    id,
    type: TYPES[event.type] ?? "decision",
    title: titleOf(event, state, word),
    text: event.type === "BroadcastSent" ? event.payload.text : text,
    when: `${zonedText(event.recordedAt, zone)} ${zone} (${utc})`,
    run: { id: state.runId, title: state.title, kind: state.kind, url: `${publicUrl}/runs/${state.runId}` },
    event: { seq: event.seq, type: event.type, recordedAt: event.recordedAt, hash: event.hash },
  };
}

export function testMessage(id: string, channelName: string): Message {
  return {
    id,
    type: "test",
    title: `Test of the channel “${channelName}”`,
    text: "Word of a run will come this way. This is a test by an administrator; nothing has happened.",
    when: null,
    run: null,
    event: null,
  };
}

/** What stands below the text where people read it. */
export function footerOf({ when, run, event }: Message): string[] {
  if (!run || !event) return [];
  return [...(when ? [when] : []), run.url, `log ${event.seq}: ${event.hash}`];
}
