import type { ReactNode } from "react";

interface SectionProps {
  id: string;
  title: string;
  /** How many were found, said beside the title. */
  count?: string;
  children: ReactNode;
}

export function Section({ id, title, count, children }: SectionProps) {
  return (
    <section aria-labelledby={id} className="border-t border-line pt-5 first:border-t-0 first:pt-0">
      <h2 id={id} className="mb-2.5 flex scroll-mt-20 items-baseline gap-2.5 text-[0.9375rem] font-[650]">
        {title}
        {count ? <span className="text-[0.8125rem] font-medium text-muted">{count}</span> : null}
      </h2>
      {children}
    </section>
  );
}

/** `1 step`, `2 steps`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
