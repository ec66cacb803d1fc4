"use client";

import { useNow } from "@/lib/client/use-now";
import { pointOfNoReturn } from "@/lib/run/schedule";
import { rollbackTimetable, timetable } from "@/lib/run/timetable";
import { EmptyState } from "../ui/empty-state";
import { Gantt } from "./gantt";
import { useRoom } from "./room-context";

/** The whole run against its plan: planned, actual and forecast, the window and the way back. */
export function ScheduleView() {
  const { state } = useRoom();
  // To the minute: a chart that moves each second is read as news.
  const now = Math.floor(useNow() / 60_000) * 60_000;
  const iso = new Date(now).toISOString();
  const phases = [...timetable(state, iso), ...rollbackTimetable(state, iso)];
  const over = state.status === "closed" || state.status === "concluding";
  const known = phases.some(({ steps }) =>
    steps.some(({ planned, actual }) => planned.start ?? actual.start),
  );
  return (
    <section aria-labelledby="schedule-title" className="grid gap-4">
      <h2 id="schedule-title" className="text-xl font-[650] tracking-[-0.01em]">
        Schedule
      </h2>
      {known ? (
        <Gantt state={state} phases={phases} now={over ? null : now} noReturn={pointOfNoReturn(state)} />
      ) : (
        <EmptyState icon="clock" title="Nothing is scheduled yet">
          The runbook gives no offsets or durations. Times appear here as steps are done.
        </EmptyState>
      )}
    </section>
  );
}
