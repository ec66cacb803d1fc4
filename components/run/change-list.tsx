"use client";

import type { Change } from "@/lib/run/amendment-state";
import { Badge } from "../ui/badge";
import { Icon } from "../ui/icon";
import { byWeight } from "./amendment-changes";

const kinds: Record<Change["kind"], string> = {
  added: "added",
  removed: "removed",
  moved: "moved",
  reworded: "reworded",
  changed: "changed",
};

/** Differences in meaning between two versions: what it is about, what it was, what it becomes. */
export function ChangeList({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) {
    return <p className="text-muted">The two texts mean the same: no step, command or gate differs.</p>;
  }
  return (
    <ul className="grid gap-2">
      {byWeight(changes).map((change) => (
        <li
          key={`${change.kind}-${change.about}-${change.stepId ?? ""}-${change.text}`}
          className="grid gap-1.5 rounded-lg border border-line bg-ground px-3 py-2"
        >
          <p className="flex flex-wrap items-center gap-2">
            <Badge>
              {change.about} {kinds[change.kind]}
            </Badge>
            {change.weighty ? (
              <Badge tone="hold">
                <Icon name="triangle" /> weighty
              </Badge>
            ) : null}
            <span className="min-w-0 flex-1 basis-60">{change.text}</span>
          </p>
          {change.before !== null || change.after !== null ? <BeforeAfter change={change} /> : null}
        </li>
      ))}
    </ul>
  );
}

function BeforeAfter({ change }: { change: Change }) {
  return (
    <dl className="grid gap-1 font-mono text-xs sm:grid-cols-2 sm:gap-3">
      <Side name="before" text={change.before} />
      <Side name="after" text={change.after} />
    </dl>
  );
}

function Side({ name, text }: { name: string; text: string | null }) {
  return (
    <div className="min-w-0">
      <dt className="font-sans text-[0.6875rem] tracking-[0.08em] text-muted uppercase">{name}</dt>
      <dd className="rounded bg-raised px-2 py-1 break-words whitespace-pre-wrap">{text ?? "nothing"}</dd>
    </div>
  );
}
