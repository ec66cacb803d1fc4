import type { ReactNode } from "react";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { type Meaning, toneClass } from "../ui/meaning";

interface PanelProps {
  look: Meaning;
  title: string;
  children?: ReactNode;
}

/** What the state of the run asks for, above the steps: one look, one title, what to do. */
export function Panel({ look, title, children }: PanelProps) {
  return (
    <section
      className={cx(
        "tinted mb-5 bg-panel! grid gap-3 rounded-xl border px-4 py-4 sm:px-[18px]",
        toneClass[look.tone],
      )}
    >
      <h2 className="flex items-center gap-2.5 text-base font-[650]">
        <Icon name={look.icon} />
        {title}
      </h2>
      <div className="grid gap-3 text-text empty:hidden">{children}</div>
    </section>
  );
}
