import type { ReactNode } from "react";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { type Meaning, toneClass } from "../ui/meaning";

/** A named list of facts, each with its look. */
export function FactGroup({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 text-[0.6875rem] tracking-[0.08em] text-muted uppercase">{name}</h3>
      <ul className="grid gap-1.5">{children}</ul>
    </section>
  );
}

/** One fact: its sign, what it says, and the word for how it stands. */
export function FactLine({ look, children }: { look: Meaning; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)_auto] items-start gap-2">
      <Icon name={look.icon} className={cx("mt-0.5", toneClass[look.tone])} />
      <span className="min-w-0 break-words">{children}</span>
      <span className={cx("text-[0.8125rem] font-semibold whitespace-nowrap", toneClass[look.tone])}>
        {look.word}
      </span>
    </li>
  );
}
