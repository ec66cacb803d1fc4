import type { BarPlace } from "./gantt-scale";

/** A title beside its bar; on a phone above it, so that the bar has the whole width. */
export const rowGrid =
  "grid grid-cols-[minmax(0,1fr)] gap-x-3 sm:grid-cols-[13rem_minmax(0,1fr)] sm:items-center xl:grid-cols-[16rem_minmax(0,1fr)]";

export const percent = ({ left, width }: BarPlace) => ({ left: `${left}%`, width: `${width}%` });
