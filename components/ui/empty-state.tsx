import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

interface EmptyStateProps {
  icon: IconName;
  title: string;
  children: ReactNode;
  /** The next thing to do, as a button or a link. */
  action?: ReactNode;
}

/** A list that is still empty: says why, and offers the next action. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center rounded-2xl border border-dashed border-line px-6 py-12 text-center">
      <span className="grid size-11 place-items-center rounded-full bg-raised text-muted">
        <Icon name={icon} className="size-5" />
      </span>
      <p className="mt-4 text-base font-[650]">{title}</p>
      <p className="mt-1 max-w-[44ch] text-sm text-muted">{children}</p>
      {action ? <div className="mt-5 flex flex-wrap justify-center gap-3">{action}</div> : null}
    </div>
  );
}
