"use client";

import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { meaningOf } from "../ui/meaning";
import { StateWord } from "../ui/state-pill";
import { Instant } from "../ui/time";
import { Countdown } from "./countdown";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { triggerEffect } from "./trigger-words";

/** The rollback triggers of the runbook: what each asks for, which were seen, and the way to say that one is. */
export function TriggersView() {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const barred = refuse({ type: "ObserveTrigger", payload: { text: "asked" } });
  const closed = state.status === "closed";
  const known = new Set(state.triggers.map((trigger) => trigger.id));
  const free = state.observed.filter((observed) => !known.has(observed.triggerId));
  return (
    <section aria-labelledby="triggers-title" className="grid gap-4">
      <h2 id="triggers-title" className="flex items-center text-xl font-[650] tracking-[-0.01em]">
        Rollback triggers
        {closed ? null : (
          <Button
            variant="halt"
            className="ml-auto"
            disabled={barred !== null}
            onClick={() => openDialog({ kind: "trigger" })}
          >
            Report a trigger…
          </Button>
        )}
      </h2>
      {barred ? <p className="text-[0.8125rem] text-muted">{barred.message}</p> : null}
      {state.triggers.length === 0 && free.length === 0 ? (
        <EmptyState icon="triangle" title="The runbook names no triggers">
          {closed
            ? "None was reported either."
            : "Anything that speaks for a rollback can still be reported in your own words."}
        </EmptyState>
      ) : null}
      <ul className="grid">
        {state.triggers.map((trigger) => (
          <li
            key={trigger.id}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-3 border-b border-line px-1 py-3"
          >
            <div>
              <p className="font-[550]">
                {trigger.text}
                {trigger.severity ? <Badge className="ml-2">{trigger.severity}</Badge> : null}
              </p>
              <p className="text-[0.8125rem] text-muted">
                {trigger.actionText ?? trigger.action}. {triggerEffect(trigger.action, state.clockMinutes)}
              </p>
              <Seen triggerId={trigger.id} />
            </div>
            {closed ? null : (
              <Button
                size="sm"
                disabled={barred !== null}
                onClick={() => openDialog({ kind: "trigger", triggerId: trigger.id })}
              >
                Observed…
              </Button>
            )}
          </li>
        ))}
        {free.map((observed) => (
          <li key={observed.triggerId} className="border-b border-line px-1 py-3">
            <p className="font-[550]">{observed.text}</p>
            <Seen triggerId={observed.triggerId} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Seen({ triggerId }: { triggerId: string }) {
  const { state } = useRoom();
  const observed = state.observed.find((candidate) => candidate.triggerId === triggerId);
  const clock = state.clocks.find((candidate) => candidate.triggerId === triggerId);
  if (!observed) return null;
  return (
    <p className="mt-1 flex flex-wrap items-center gap-2 text-[0.8125rem]">
      <span className="text-halt">
        Observed at <Instant iso={observed.firstAt} zone={state.timeZone} style="clock" />
        {observed.observations > 1 ? `, ${observed.observations} times` : ""}
      </span>
      {clock ? <Countdown dueAt={clock.dueAt} className="font-semibold text-halt" /> : null}
      {observed.answered ? <StateWord state={meaningOf(observed.answered)} /> : null}
    </p>
  );
}
