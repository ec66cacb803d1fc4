// Spelled here because the runtimes' own tables differ ("Sep", "Sept"), and every reader must see the same line.
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An instant in the run's zone as it stands in a line of the timeline: `22 Nov 02:15`. */
export function zonedText(iso: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, hourCycle: "h23", day: "numeric", month: "numeric" },
    ...{ hour: "2-digit", minute: "2-digit" },
  });
  const found: Record<string, string> = {};
  for (const part of format.formatToParts(Date.parse(iso))) found[part.type] = part.value;
  const { day = "", month = "", hour = "", minute = "" } = found;
  return `${day} ${MONTHS[Number(month) - 1] ?? ""} ${hour}:${minute}`;
}
