import type { TimelineRow } from "./timeline-row";

/** What a spreadsheet would take for a formula when a cell begins with it. */
const FORMULA = /^[\s]*[=+\-@\t\r]/;

/** A value as a cell of RFC 4180: quoted, and with an apostrophe before what would be a formula. */
export function csvCell(value: string | number | boolean | null): string {
  const said = value === null ? "" : String(value);
  const safe = typeof value === "string" && FORMULA.test(said) ? `'${said}` : said;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const COLUMNS: readonly { head: string; of(row: TimelineRow): string | number | boolean | null }[] = [
  { head: "event", of: ({ seq }) => seq },
  { head: "t_offset", of: ({ t }) => t },
  { head: "local_time", of: ({ local }) => local },
  { head: "utc", of: ({ utc }) => utc },
  { head: "recorded_at", of: ({ recordedAt }) => recordedAt },
  { head: "recorded_late", of: ({ late }) => late },
  { head: "actor", of: ({ actor }) => actor },
  { head: "role", of: ({ role }) => role },
  { head: "type", of: ({ type }) => type },
  { head: "word", of: ({ word }) => word },
  { head: "text", of: ({ text }) => text },
  { head: "detail", of: ({ detail }) => detail },
  { head: "step", of: ({ stepId }) => stepId },
  { head: "corrects", of: ({ corrects }) => corrects },
  { head: "corrected_by", of: ({ correctedBy }) => correctedBy.join(" ") },
  { head: "evidence_sha256", of: ({ sha256 }) => sha256 },
];

export const CSV_HEAD = `${COLUMNS.map(({ head }) => head).join(",")}\r\n`;

/** One fact as a line of CSV. */
export function csvRow(row: TimelineRow): string {
  return `${COLUMNS.map(({ of }) => csvCell(of(row))).join(",")}\r\n`;
}
