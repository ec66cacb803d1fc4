import { Icon } from "../ui/icon";
import { formatInstant } from "../ui/instant-format";
import type { Heard } from "./use-share";

interface FreshnessProps extends Heard {
  nowMs: number;
  zone: string;
}

/** How old what is shown is; loud once it may no longer hold. */
export function Freshness({ nowMs, heardAt, staleMs, zone }: FreshnessProps) {
  // Before the script runs, and without it, this is a picture of a moment.
  if (heardAt === null) return <>As of {formatInstant(new Date(nowMs).toISOString(), zone, "clock")}</>;
  const ageMs = Math.max(0, nowMs - heardAt);
  if (ageMs <= staleMs) return <>Live · checked {Math.round(ageMs / 1000)} s ago</>;
  return (
    <span role="status" className="font-semibold text-hold">
      <Icon name="triangle" className="mr-1.5 size-[1.1em] align-[-0.15em]" />
      No connection since {formatInstant(new Date(heardAt).toISOString(), zone, "clock")}: this may be old
    </span>
  );
}
