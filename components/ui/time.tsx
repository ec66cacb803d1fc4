import { cx } from "./class-names";
import { formatInstant, type InstantStyle, zoneNameAt } from "./instant-format";

interface InstantProps {
  /** ISO 8601 instant. */
  iso: string;
  /** IANA zone of the run, or `UTC`. */
  zone: string;
  style?: InstantStyle;
  /** Adds the zone's short name. */
  withZone?: boolean;
  className?: string;
}

/** An instant in the run's zone; hovering shows the date, the zone and UTC. */
export function Instant({ iso, zone, style = "time", withZone = false, className }: InstantProps) {
  const zoneName = zoneNameAt(iso, zone);
  return (
    <time
      dateTime={iso}
      title={`${formatInstant(iso, zone, "full")} ${zoneName} · ${formatInstant(iso, "UTC", "full")} UTC`}
      className={cx("whitespace-nowrap", className)}
    >
      {formatInstant(iso, zone, style)}
      {withZone ? ` ${zoneName}` : null}
    </time>
  );
}
