import { cx } from "./class-names";
import { Icon } from "./icon";
import { type Meaning, meaningOf, toneClass } from "./meaning";

interface StatePillProps {
  /** A key of `meanings`, or a meaning of its own. */
  state: string | Meaning;
  /** Replaces the word, never the icon or the colour. */
  word?: string;
  size?: "sm" | "md" | "lg";
  className?: string;
}

const sizes = {
  sm: "gap-1.5 rounded-md px-2 py-0.5 text-[0.6875rem] [&>svg]:size-3",
  md: "gap-2 rounded-lg px-3 py-1.5 text-[0.8125rem] [&>svg]:size-3.5",
  lg: "gap-2.5 rounded-xl px-4 py-2 text-lg [&>svg]:size-5",
};

/** A state as word, icon and colour together, on a tint of its colour. */
export function StatePill({ state, word, size = "md", className }: StatePillProps) {
  const meaning = typeof state === "string" ? meaningOf(state) : state;
  return (
    <span
      className={cx(
        "tinted inline-flex items-center whitespace-nowrap border font-[650] tracking-[0.06em]",
        toneClass[meaning.tone],
        sizes[size],
        className,
      )}
    >
      <Icon name={meaning.icon} />
      {word ?? meaning.word}
    </span>
  );
}

/** The same without a surface, for rows and sentences. */
export function StateWord({ state, word, className }: Omit<StatePillProps, "size">) {
  const meaning = typeof state === "string" ? meaningOf(state) : state;
  return (
    <span
      className={cx(
        "inline-flex items-center gap-1.5 whitespace-nowrap font-semibold [&>svg]:size-3.5",
        toneClass[meaning.tone],
        className,
      )}
    >
      <Icon name={meaning.icon} />
      {word ?? meaning.word}
    </span>
  );
}
