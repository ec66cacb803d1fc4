import { hourMinute, timeOfDay, utcText } from "@/lib/client/zoned-time";

interface TimeTextProps {
  at: string;
  timeZone: string;
  /** Leave the seconds away. */
  short?: boolean;
  className?: string;
}

/** A time of day in the run's zone; pointing at it shows UTC. */
export function TimeText({ at, timeZone, short = false, className }: TimeTextProps) {
  return (
    <time dateTime={at} title={utcText(at)} className={`font-mono ${className ?? ""}`}>
      {short ? hourMinute(at, timeZone) : timeOfDay(at, timeZone)}
    </time>
  );
}
