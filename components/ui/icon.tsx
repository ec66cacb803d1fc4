import { cx } from "./class-names";

export type IconName =
  | "check"
  | "slash"
  | "octagon"
  | "turn-back"
  | "pause"
  | "triangle"
  | "dot"
  | "ring"
  | "lock"
  | "diamond"
  | "cross"
  | "copy"
  | "search"
  | "upload"
  | "clock"
  | "document"
  | "arrow-right"
  | "person"
  | "plus"
  | "chevron"
  | "bell"
  | "bell-off";

const strokes: Record<Exclude<IconName, "dot">, string> = {
  check: "M3 8.5l3.2 3.2L13 4.6",
  slash: "M8 2a6 6 0 100 12A6 6 0 008 2zM3.9 12.1l8.2-8.2",
  octagon: "M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2L1.5 10.8V5.2zM8 4.8v3.8M8 10.9v.2",
  "turn-back": "M6 3L2.5 6.5 6 10M3 6.5h6a4 4 0 010 8H7",
  pause: "M5.5 3v10M10.5 3v10",
  triangle: "M8 2l6.4 11.5H1.6zM8 6.2v3.4M8 11.4v.2",
  ring: "M8 3a5 5 0 100 10A5 5 0 008 3z",
  lock: "M3.5 7h9v6.5h-9zM5.5 7V5a2.5 2.5 0 015 0v2",
  diamond: "M8 2.5l5.5 5.5L8 13.5 2.5 8z",
  cross: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  search: "M7 2.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM10.4 10.4l3.4 3.4",
  upload: "M8 10.5V2.5M4.8 5.5L8 2.3l3.2 3.2M2.5 10v3.5h11V10",
  clock: "M8 2a6 6 0 100 12A6 6 0 008 2zM8 4.8V8l2.3 1.6",
  document: "M4 1.8h5.5L13 5.3v9H4zM9.3 2v3.5h3.5",
  "arrow-right": "M2.5 8h11M9.3 3.8L13.5 8l-4.2 4.2",
  person: "M8 2.2a2.9 2.9 0 100 5.8 2.9 2.9 0 000-5.8zM2.8 14c.4-2.8 2.4-4.3 5.2-4.3s4.8 1.5 5.2 4.3",
  plus: "M8 2.8v10.4M2.8 8h10.4",
  chevron: "M4 6l4 4 4-4",
  bell: "M3 11.5h10c-1-1-1.3-2-1.3-4.2a3.7 3.7 0 00-7.4 0c0 2.2-.3 3.2-1.3 4.2zM6.7 13.8h2.6",
  "bell-off":
    "M3 11.5h10c-1-1-1.3-2-1.3-4.2a3.7 3.7 0 00-7.4 0c0 2.2-.3 3.2-1.3 4.2zM6.7 13.8h2.6M2.5 2.5l11 11",
};

interface IconProps {
  name: IconName;
  /** Said by screen readers; without it the icon is silent, as it stands beside its word. */
  label?: string;
  className?: string;
}

/** The one set of signs; they take the colour of the text that they stand in. */
export function Icon({ name, label, className }: IconProps) {
  const look = {
    viewBox: "0 0 16 16",
    className: cx("inline-block size-4 shrink-0", className),
    fill: "none",
    stroke: "currentColor",
    strokeWidth: name === "check" || name === "pause" ? 2.2 : 1.6,
    strokeLinecap: "square",
  } as const;
  const sign =
    name === "dot" ? (
      <circle cx="8" cy="8" r="5" fill="currentColor" stroke="none" />
    ) : (
      <path d={strokes[name]} />
    );
  if (!label)
    return (
      <svg {...look} aria-hidden="true">
        {sign}
      </svg>
    );
  return (
    <svg {...look} role="img" aria-label={label}>
      {sign}
    </svg>
  );
}
