import { stepRows } from "../../pack/timeline/step-rows";
import { CSV_HEAD, csvRow } from "../../pack/timeline/timeline-csv";
import { markdownHead, markdownRow, markdownSteps } from "../../pack/timeline/timeline-markdown";
import { type TimelineContext, type TimelineRow, timelineRow } from "../../pack/timeline/timeline-row";
import type { RunState } from "../../run/state";
import { type Queryable, readEvents } from "../run/event-log";
import type { Services } from "../services";

/** Forms in which a run's timeline is handed out. */
export const TRANSCRIPT_FORMATS = ["markdown", "csv", "json"] as const;
export type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number];

/** A transcript with its media type, made while it is sent. */
export interface Transcript {
  fileName: string;
  contentType: string;
  bytes: AsyncGenerator<Uint8Array>;
}

interface Form {
  extension: string;
  contentType: string;
  head(state: RunState): string;
  row(row: TimelineRow, state: RunState, first: boolean): string;
  tail(state: RunState): string;
}

/** Indented no deeper than one event a line: ten thousand of them are read by programs. */
const JSON_FORM: Form = {
  extension: "json",
  contentType: "application/json; charset=utf-8",
  head({ runId, title, kind, runbook, t0, timeZone, status, outcome, seq }) {
    const run = { runId, title, kind, runbook, t0, timeZone, status, outcome, events: seq };
    return `{"format":"holdpoint-transcript/1","run":${JSON.stringify(run)},\n"events":[`;
  },
  row: (row, _, first) => `${first ? "" : ","}\n${JSON.stringify(row)}`,
  tail: (state) => `\n],\n"steps":${JSON.stringify(stepRows(state))}}\n`,
};

const FORMS: Record<TranscriptFormat, Form> = {
  markdown: {
    extension: "md",
    contentType: "text/markdown; charset=utf-8",
    head: markdownHead,
    row: (row, { timeZone }) => markdownRow(row, timeZone),
    tail: markdownSteps,
  },
  csv: {
    extension: "csv",
    contentType: "text/csv; charset=utf-8",
    head: () => CSV_HEAD,
    row: csvRow,
    tail: () => "",
  },
  json: JSON_FORM,
};

/** The plan's event may weigh a megabyte; the others a few hundred bytes. */
const PAGE = 200;

/** Which entries were corrected, and by which. */
async function correctionsOf(
  db: Queryable,
  runId: string,
  headSeq: number,
): Promise<TimelineContext["corrections"]> {
  const { rows } = await db.query<{ seq: number; entry: number }>({
    name: "corrections",
    text: `SELECT seq, (body::jsonb -> 'payload' ->> 'entrySeq')::int AS entry FROM run_event
           WHERE "runId" = $1 AND seq <= $2 AND type = 'EntryCorrected' ORDER BY seq`,
    values: [runId, headSeq],
  });
  const found = new Map<number, number[]>();
  for (const { seq, entry } of rows) found.set(entry, [...(found.get(entry) ?? []), seq]);
  return found;
}

async function* pieces(db: Queryable, state: RunState, form: Form): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const context: TimelineContext = { state, corrections: await correctionsOf(db, state.runId, state.seq) };
  yield encoder.encode(form.head(state));
  for (let after = 0; after < state.seq; after += PAGE) {
    const events = await readEvents(db, state.runId, after, Math.min(PAGE, state.seq - after));
    const rows = events.map((event) => form.row(timelineRow(event, context), state, event.seq === 1));
    yield encoder.encode(rows.join(""));
  }
  yield encoder.encode(form.tail(state));
}

/** The timeline of a run up to its present head, in words; null where there is no such run. Reads a page at a time. */
export async function runTranscript(
  { db, runs }: Pick<Services, "db" | "runs">,
  runId: string,
  format: TranscriptFormat,
): Promise<Transcript | null> {
  const head = await runs.states.refresh(runId);
  if (!head) return null;
  const form = FORMS[format];
  return {
    fileName: `holdpoint-${runId}-${head.headSeq}-transcript.${form.extension}`,
    contentType: form.contentType,
    bytes: pieces(db.pool, head.state, form),
  };
}
