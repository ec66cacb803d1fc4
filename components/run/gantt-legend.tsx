import { cx } from "../ui/class-names";
import { lineLooks } from "./gantt-lines";

interface GanttLegendProps {
  window: boolean;
  noReturn: boolean;
  now: boolean;
}

/** Which bar and which line is what; colours of results are told by the signs before the titles. */
export function GanttLegend({ window, noReturn, now }: GanttLegendProps) {
  const line = (look: string) => cx("border-l-2", look);
  const items = [
    { word: "planned", mark: "w-5 rounded-sm border border-text/45" },
    { word: "done", mark: "w-5 rounded-sm bg-go" },
    ...(now ? [{ word: "forecast", mark: "w-5 rounded-sm bg-live/30" }] : []),
    ...(window ? [{ word: "window", mark: "w-5 rounded-sm bg-quiet/20" }] : []),
    ...(now ? [{ word: "now", mark: line(lineLooks.now) }] : []),
    { word: "T−0", mark: line(lineLooks.t0) },
    ...(noReturn ? [{ word: "point of no return", mark: line(lineLooks.noReturn) }] : []),
  ];
  return (
    <figcaption className="flex flex-wrap gap-x-5 gap-y-1 text-[0.8125rem] text-muted">
      {items.map(({ word, mark }) => (
        <span key={word} className="inline-flex items-center gap-2">
          <span className={cx("inline-block h-3", mark)} />
          {word}
        </span>
      ))}
    </figcaption>
  );
}
