"use client";

import { useNow } from "@/lib/client/use-now";
import type { CriterionState } from "@/lib/run/state";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Icon } from "../ui/icon";
import { meanings } from "../ui/meaning";
import { Instant } from "../ui/time";
import { ActProblemLine } from "./act-problem";
import { Panel } from "./panel";
import { useRoom } from "./room-context";
import { firstName } from "./t-label";
import { useAct } from "./use-act";

/** After GO: what is watched and how often, and which criteria still stand between here and complete. */
export function HypercarePanel() {
  const { state } = useRoom();
  const since = state.hypercareAt ?? state.goAt;
  return (
    <Panel
      look={meanings.hypercare}
      title={state.declaredAt ? "Declared complete; obligations go on" : "GO is recorded. Hypercare"}
    >
      {since ? <Schedule since={since} /> : null}
      {state.hypercare.focus.length > 0 ? (
        <p>
          <b className="font-semibold">Watch</b>{" "}
          <span className="text-muted">{state.hypercare.focus.join(" · ")}</span>
        </p>
      ) : null}
      {state.hypercare.checks.map((check) => (
        <div key={check.text} className="flex flex-wrap items-center gap-3">
          <span className="min-w-0 flex-1">
            {check.text}
            {check.everyMinutes ? <span className="text-muted"> every {check.everyMinutes} min</span> : null}
          </span>
          {check.command ? (
            <>
              <code className="font-mono text-[0.8125rem] text-muted">{check.command}</code>
              <CopyButton text={check.command} what="the command" />
            </>
          ) : null}
        </div>
      ))}
      {state.criteria.length > 0 ? (
        <div className="grid gap-2">
          <h3 className="text-[0.6875rem] tracking-[0.08em] text-muted uppercase">Complete when</h3>
          <ul className="grid gap-2">
            {state.criteria.map((criterion) => (
              <Criterion key={criterion.id} criterion={criterion} />
            ))}
          </ul>
        </div>
      ) : null}
    </Panel>
  );
}

function Schedule({ since }: { since: string }) {
  const { state } = useRoom();
  const minutes = (useNow() - Date.parse(since)) / 60_000;
  return (
    <ul className="flex flex-wrap gap-2 text-[0.8125rem]">
      {state.hypercare.schedule.map((window) => {
        const now = minutes >= window.from && minutes < window.to;
        return (
          <li
            key={window.text}
            className={
              now
                ? "rounded-md border border-live px-2 py-0.5 text-live"
                : "rounded-md border border-line px-2 py-0.5 text-muted"
            }
          >
            {now ? "now: " : ""}
            {window.text}
          </li>
        );
      })}
    </ul>
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
        ) : (
          <Button
            size="sm"
            busy={busy}
            disabled={barred !== null}
            title={barred?.message}
            onClick={() => act(draft)}
          >
            Confirm
          </Button>
        )}
      </div>
      <ActProblemLine problem={problem} />
    </li>
  );
}
