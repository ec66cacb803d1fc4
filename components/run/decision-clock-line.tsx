"use client";

import { useNow } from "@/lib/client/use-now";
import { tClock } from "@/lib/run/clock";
import type { DecisionClock } from "@/lib/run/hazard-state";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Instant } from "../ui/time";
import { countdown } from "./countdown-text";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";

/** The running clocks, the earliest first. */
export function clocksByUrgency(clocks: readonly DecisionClock[]): DecisionClock[] {
  return [...clocks].sort((a, b) => a.dueAt.localeCompare(b.dueAt));
}

/** A running decision clock takes the whole top line, red, until the decider answers it; expiry changes only its word. */
export function DecisionClockLine() {
  const { state } = useRoom();
  const [lead, ...others] = clocksByUrgency(state.clocks);
  if (!lead) return null;
  return (
    <section aria-label="Decision clock" className="bg-halt px-3 py-2.5 text-on sm:px-5">
      <div className="flex flex-wrap items-center gap-x-7 gap-y-2">
        <LeadClock clock={lead} />
        <p className="min-w-0 flex-1 basis-72">
          <strong className="block text-base leading-snug font-[650] lg:text-lg">{lead.text}</strong>
          <span className="text-[0.8125rem]">
            observed by {lead.observedBy.name} at{" "}
            <Instant iso={lead.startedAt} zone={state.timeZone} style="clock" />
            {lead.observations > 1 ? ` · seen ${lead.observations} times` : ""}
            <span className="font-mono"> · </span>
            <TClockWords />
          </span>
        </p>
        <ClockAnswers clock={lead} />
      </div>
      {others.length > 0 ? (
        <ul className="mt-1.5 flex flex-wrap gap-x-5 gap-y-1 border-t border-on/30 pt-1.5 text-[0.8125rem]">
          {others.map((clock) => (
            <li key={clock.triggerId} className="flex items-center gap-2">
              <ClockText dueAt={clock.dueAt} /> {clock.text}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}

function TClockWords() {
  const { state } = useRoom();
  return <span className="font-mono">{tClock(state.t0, useNow())}</span>;
}

function LeadClock({ clock }: { clock: DecisionClock }) {
  const left = Date.parse(clock.dueAt) - useNow();
  return (
    <span
      role="timer"
      aria-label="Time left to decide"
      className="flex items-center gap-3 font-mono text-[2rem] leading-none font-bold tracking-[-0.02em] lg:text-[2.75rem]"
    >
      <Icon name={left < 0 ? "octagon" : "clock"} className="size-8" />
      {countdown(left)}
    </span>
  );
}

function ClockText({ dueAt }: { dueAt: string }) {
  return <span className="font-mono font-semibold">{countdown(Date.parse(dueAt) - useNow())}</span>;
}

function ClockAnswers({ clock }: { clock: DecisionClock }) {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const decider = state.roles.find((role) => role.capability === "decider")?.holder;
  const { triggerId } = clock;
  const mayContinue = !refuse({
    type: "Decide",
    payload: { verdict: "continue", reason: "asked", triggerId },
  });
  const mayRollBack = !refuse({
    type: "Decide",
    payload: { verdict: "rollback", reason: "asked", triggerId },
  });
  if (!mayContinue && !mayRollBack) {
    return (
      <p className="text-sm font-[650]">{decider?.name ?? "The decider"} decides ROLLBACK or CONTINUE</p>
    );
  }
  return (
    <div className="flex w-full items-center justify-between gap-10 sm:w-auto">
      <Button
        size="lg"
        className="border-on/60! text-on! hover:bg-on/10!"
        onClick={() => openDialog({ kind: "decide", verdict: "continue", triggerId })}
      >
        <Icon name="arrow-right" /> CONTINUE…
      </Button>
      <Button
        size="lg"
        className="border-transparent! bg-on! text-halt! hover:bg-on/85!"
        onClick={() => openDialog({ kind: "decide", verdict: "rollback", triggerId })}
      >
        <Icon name="turn-back" /> ROLLBACK…
      </Button>
    </div>
  );
}
