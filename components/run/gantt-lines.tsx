import type { RunState } from "@/lib/run/state";
import { cx } from "../ui/class-names";
import { formatInstant } from "../ui/instant-format";
import { percent, rowGrid } from "./gantt-place";
import { barPlace, place, type Scale, ticks } from "./gantt-scale";

/** The hours above the chart. A phone has room for every other one. */
export function Axis({ scale, zone }: { scale: Scale; zone: string }) {
  const all = ticks(scale, 8);
  return (
    <div className={rowGrid} aria-hidden="true">
      <span className="max-sm:hidden" />
      <div className="relative h-5 font-mono text-[0.6875rem] text-muted">
        {all.map((tick, index) => (
          <span
            key={tick}
            className={cx("absolute -translate-x-1/2", index % 2 === 1 && "max-sm:hidden")}
            style={{ left: `${place(scale, tick)}%` }}
          >
            {formatInstant(new Date(tick).toISOString(), zone, "time")}
          </span>
        ))}
      </div>
    </div>
  );
}

interface MarksProps {
  state: RunState;
  scale: Scale;
  now: number | null;
  noReturn: string | null;
}

/** Lines through all rows: the window, T-0, the point of no return, now. The legend says which is which. */
export function Marks({ state, scale, now, noReturn }: MarksProps) {
  const lines: { key: string; at: number; className: string }[] = [
    { key: "T-0", at: Date.parse(state.t0), className: lineLooks.t0 },
    ...(noReturn ? [{ key: "no return", at: Date.parse(noReturn), className: lineLooks.noReturn }] : []),
    ...(now === null ? [] : [{ key: "now", at: now, className: lineLooks.now }]),
  ];
  const open = state.window ? barPlace(scale, { start: state.window.start, end: state.window.end }) : null;
  return (
    <div className={cx(rowGrid, "pointer-events-none absolute inset-0 items-stretch!")} aria-hidden="true">
      <span className="max-sm:hidden" />
      <div className="relative">
        {open ? <div className="absolute inset-y-0 bg-quiet/8" style={percent(open)} /> : null}
        {lines.map(({ key, at, className }) => (
          <div
            key={key}
            className={cx("absolute inset-y-0 border-l-2", className)}
            style={{ left: `${place(scale, at)}%` }}
          />
        ))}
      </div>
    </div>
  );
}

/** Told apart by stroke, not by colour alone. */
export const lineLooks = {
  t0: "border-text/40",
  noReturn: "border-rollback border-dashed",
  now: "border-live border-dotted",
};
