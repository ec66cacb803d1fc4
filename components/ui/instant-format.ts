/** How an instant is written: `12:41`, `12:41:07`, `Sun 22 Nov`, `Sun 22 Nov 02:15`, the same with seconds and year. */
export type InstantStyle = "time" | "clock" | "date" | "short" | "full";

interface ZonedParts {
  weekday: string;
  day: string;
  month: string;
  year: string;
  time: string;
  clock: string;
  zoneName: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    weekday: "short",
    day: "numeric",
    month: "numeric",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  });
  formats.set(zone, format);
  return format;
}

// Spelled here because the runtimes' own tables differ ("Sep", "Sept"), and server and browser must agree.
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function partsOf(iso: string, zone: string): ZonedParts {
  const found: Record<string, string> = {};
  for (const part of formatOf(zone).formatToParts(Date.parse(iso))) found[part.type] = part.value;
  const at = (key: string) => found[key] ?? "";
  const time = `${at("hour")}:${at("minute")}`;
  return {
    weekday: at("weekday"),
    // Some runtimes pad the day beside a padded hour.
    day: String(Number(at("day"))),
    month: months[Number(at("month")) - 1] ?? "",
    year: at("year"),
    time,
    clock: `${time}:${at("second")}`,
    zoneName: at("timeZoneName"),
  };
}

/** Writes an ISO instant in an IANA zone. Anything that is no instant is given back as it is. */
export function formatInstant(iso: string, zone: string, style: InstantStyle): string {
  if (Number.isNaN(Date.parse(iso))) return iso;
  const parts = partsOf(iso, zone);
  const date = `${parts.weekday} ${parts.day} ${parts.month}`;
  switch (style) {
    case "time":
      return parts.time;
    case "clock":
      return parts.clock;
    case "date":
      return date;
    case "short":
      return `${date} ${parts.time}`;
    case "full":
      return `${date} ${parts.year} ${parts.clock}`;
  }
}

/** Short name of the zone at that instant, such as `CET` or `GMT-5`. */
export function zoneNameAt(iso: string, zone: string): string {
  return Number.isNaN(Date.parse(iso)) ? zone : partsOf(iso, zone).zoneName;
}
