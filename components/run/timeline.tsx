"use client";

import { cx } from "../ui/class-names";
import { Composer } from "./composer";
import { DraftStrip } from "./draft-strip";
import { lazily } from "./lazily";

const TimelineList = lazily(() => import("./timeline-list").then((found) => found.TimelineList));

/** Everything that happened, newest first, with the composer under it: that one is there at once, as is what waits to be said. */
export function Timeline({ className }: { className?: string }) {
  return (
    <aside aria-label="Timeline" className={cx("min-h-0 flex-col", className)}>
      <div className="flex min-h-0 flex-1 flex-col">
        <TimelineList />
      </div>
      <DraftStrip />
      <Composer />
    </aside>
  );
}
