import type { PersonRef } from "./person";

/** What a check found, with words where it is no PASS. */
export interface CheckAnswer {
  result: "pass" | "warn" | "fail";
  note: string | null;
}

/** A round of a hypercare check as it was answered, or that nobody answered in time. */
export interface CheckRecord {
  seriesId: string;
  /** When the round was due; null for one that no round asked for. */
  dueAt: string | null;
  result: CheckAnswer["result"] | "missed";
  note: string | null;
  /** Null where it was missed. */
  by: PersonRef | null;
  at: string;
}

/** Moments that the run logs when they come: near is a quarter of an hour before. */
export type DeadlineSubject = "window-near" | "window-end" | "no-return-near" | "no-return";

/** What is owed to those who wait, and what became of it (product.md, *Communication*). */
export interface UpdatesState {
  missed: { dueAt: string; at: string }[];
  /** The update that is due was put off; the next one sent or missed ends it. */
  snooze: { until: string; reason: string; by: PersonRef; at: string } | null;
}

export interface ReportState {
  id: string;
  fields: Record<string, string>;
  by: PersonRef;
  at: string;
}
