"use client";

import type { CriterionState } from "@/lib/run/state";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Instant } from "../ui/time";
import { ActProblemLine } from "./act-problem";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { firstName } from "./t-label";
import { useAct } from "./use-act";

/** What has to hold before the run is complete, each confirmed by somebody. */
export function CompletionCriteria() {
  const { state } = useRoom();
  if (state.criteria.length === 0) return null;
  const open = state.criteria.filter(({ confirmedBy }) => confirmedBy === null).length;
  return (
    <div className="grid gap-2">
      <h3 className="text-[0.6875rem] tracking-[0.08em] text-muted uppercase">
        Complete when: {state.criteria.length - open} of {state.criteria.length} confirmed
      </h3>
      <ul className="grid gap-2">
        {state.criteria.map((criterion) => (
          <Criterion key={criterion.id} criterion={criterion} />
        ))}
      </ul>
    </div>
  );
}

function Criterion({ criterion }: { criterion: CriterionState }) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const draft = { type: "ConfirmCriterion" as const, payload: { criterionId: criterion.id } };
  const barred = refuse(draft);
  return (
    <li className="grid gap-1">
      <div className="flex flex-wrap items-center gap-3">
        <Icon
          name={criterion.confirmedBy ? "check" : "ring"}
          className={criterion.confirmedBy ? "text-go" : "text-muted"}
          label={criterion.confirmedBy ? "confirmed" : "open"}
        />
        <span className="min-w-0 flex-1">{criterion.text}</span>
        {criterion.confirmedBy && criterion.confirmedAt ? (
          <span className="text-[0.8125rem] text-muted">
            {firstName(criterion.confirmedBy.name)}{" "}
            <Instant iso={criterion.confirmedAt} zone={state.timeZone} style="clock" className="font-mono" />
          </span>
        ) : barred ? null : (
          <Button size="sm" className="max-lg:min-h-11" busy={busy} onClick={() => act(draft)}>
            Confirm
          </Button>
        )}
      </div>
      {barred && !criterion.confirmedBy && barred.code !== "wrong-status" ? (
        <p className="pl-7 text-[0.8125rem] text-muted">{rejectionText(barred)}</p>
      ) : null}
      <ActProblemLine problem={problem} />
    </li>
  );
}
