"use client";

import { cx } from "../ui/class-names";
import { Composer } from "./composer";
import { lazily } from "./lazily";

const TimelineList = lazily(() => import("./timeline-list").then((found) => found.TimelineList));

/** Everything that happened, newest first, with the composer under it: that one is there at once. */
export function Timeline({ className }: { className?: string }) {
  return (
    <aside aria-label="Timeline" className={cx("min-h-0 flex-col", className)}>
      <div className="flex min-h-0 flex-1 flex-col">
        <TimelineList />
      </div>
      <Composer />
    </aside>
  );
}
