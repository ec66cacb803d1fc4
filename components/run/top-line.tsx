"use client";

import { useNow } from "@/lib/client/use-now";
import { tClock } from "@/lib/run/clock";
import { deadlines } from "@/lib/run/deadlines";
import { nextDecisionPoint } from "@/lib/run/focus";
import { owedRounds } from "@/lib/run/hypercare-rounds";
import { deciderRole } from "@/lib/run/people";
import { decisionPlannedAt } from "@/lib/run/planned-times";
import { backOutEnd, forecastEnd, pointOfNoReturn } from "@/lib/run/schedule";
import type { RunState } from "@/lib/run/state";
import { Badge } from "../ui/badge";
import { formatInstant } from "../ui/instant-format";
import { StatePill, StateWord } from "../ui/state-pill";
import { clockNow } from "./clock-now";
import { countdown } from "./countdown-text";
import { Fact } from "./fact";
import { nearTime } from "./near-time";
import { pointName } from "./point-name";
import { useRoom } from "./room-context";
import { firstName } from "./t-label";

/** One glance: the T-clock, the state, what is decided next, what is due, how long there is a way back. */
export function TopLine() {
  const { state } = useRoom();
  const outcome = state.status === "closed" && state.outcome ? state.outcome : state.status;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 bg-panel px-3 py-2 sm:gap-x-7 sm:px-5 sm:py-2.5 lg:pt-3.5 lg:pb-2">
      <TClock />
      <StatePill state={outcome} />
      {state.status === "concluding" && state.outcome ? <StateWord state={state.outcome} /> : null}
      {state.drill ? <Badge tone="rollback">DRILL</Badge> : null}
      <Decider />
      <div className="grid w-full grid-cols-[minmax(0,5fr)_minmax(0,4fr)] gap-x-4 gap-y-1 sm:ml-auto sm:gap-x-9 sm:gap-y-2 sm:flex sm:w-auto sm:flex-wrap">
        <NextDecision />
        <UpdateDue />
        <CheckDue />
        <Forecast />
        <WayBack />
      </div>
    </div>
  );
}

function TClock() {
  const { state } = useRoom();
  return (
    <span
      role="timer"
      aria-label="T-clock"
      className="font-mono text-[1.75rem] leading-none sm:text-[2rem] font-semibold tracking-[-0.02em] lg:text-[2.75rem] 3xl:text-[3.25rem]"
    >
      {tClock(state.t0, clockNow(state, useNow()))}
    </span>
  );
}

/** `You decide`, `Ada decides`: on every screen, in every pane. */
function deciderWords(state: RunState, personId: string): string {
  const holder = deciderRole(state)?.holder;
  if (!holder) return "Nobody decides yet";
  return holder.personId === personId ? "You decide" : `${firstName(holder.name)} decides`;
}

function NextDecision() {
  const { state, me } = useRoom();
  const now = useNow();
  const next = nextDecisionPoint(state);
  if (!next) return null;
  const at = decisionPlannedAt(state, next);
  return (
    <Fact
      name={`${deciderWords(state, me.personId)} next`}
      aside={at ? nearTime(at, state.timeZone, now) : undefined}
    >
      {pointName(state, next)}
    </Fact>
  );
}

/** What became of the updates before the one that is due: none is forgotten because the next one has come. */
function updatesAside({ updates }: RunState): string | undefined {
  const missed = updates.missed.length > 0 ? `${updates.missed.length} missed` : null;
  return [missed, updates.snooze ? "put off" : null].filter((each) => each !== null).join(", ") || undefined;
}

function UpdateDue() {
  const { state } = useRoom();
  const update = deadlines(state).find((deadline) => deadline.kind === "broadcast");
  return update ? <Due name="Update" dueAt={update.dueAt} aside={updatesAside(state)} /> : null;
}

/** The hypercare check that is owed next. */
function CheckDue() {
  const { state } = useRoom();
  const [next] = owedRounds(state);
  return next ? <Due name="Check" dueAt={next.dueAt} /> : null;
}

function Due({ name, dueAt, aside }: { name: string; dueAt: string; aside?: string }) {
  const left = Date.parse(dueAt) - useNow();
  const tone = left < 0 ? "halt" : left < 300_000 ? "hold" : undefined;
  return (
    <Fact name={left < 0 ? name : `${name} due in`} tone={tone} aside={aside} mono>
      {countdown(left)}
    </Fact>
  );
}

function Forecast() {
  const { state } = useRoom();
  const now = useNow();
  // To the minute: a forecast that flickers every second is read as news.
  const end = forecastEnd(state, new Date(Math.floor(now / 60_000) * 60_000).toISOString());
  const windowEnd = state.window?.end ?? null;
  if (!end && !windowEnd) return null;
  const late = end !== null && windowEnd !== null && Date.parse(end) > Date.parse(windowEnd);
  if (!end) {
    return (
      <Fact name="Window ends" mono>
        {windowEnd ? nearTime(windowEnd, state.timeZone, now) : ""}
      </Fact>
    );
  }
  const ended = Date.parse(end) <= now;
  const aside = windowEnd ? `window ${formatInstant(windowEnd, state.timeZone, "time")}` : undefined;
  return (
    <Fact
      name={`${ended ? "Ended" : "Forecast end"}${late ? " · late" : ""}`}
      aside={aside}
      tone={late ? "halt" : undefined}
      mono
    >
      {nearTime(end, state.timeZone, now)}
    </Fact>
  );
}

/** Where no point is to be decided next, who would decide what comes up. */
function Decider() {
  const { state, me } = useRoom();
  if (state.status === "closed" || nextDecisionPoint(state)) return null;
  return <span className="text-[0.8125rem] text-muted">{deciderWords(state, me.personId)}</span>;
}

/** The way back: when it would end if it began now, and until when it still ends inside the window. */
function WayBack() {
  const { state } = useRoom();
  const now = useNow();
  const over = state.status === "concluding" || state.status === "closed";
  // Once it is rolling back there is no return to be chosen any more.
  const last = over || state.status === "rolling-back" ? null : pointOfNoReturn(state);
  const end = ["running", "held", "halted", "hypercare"].includes(state.status)
    ? backOutEnd(state, new Date(Math.floor(now / 60_000) * 60_000).toISOString())
    : null;
  if (!last && !end) return null;
  const left = last ? Date.parse(last) - now : Number.POSITIVE_INFINITY;
  const tone = left < 0 ? "halt" : left < 900_000 ? "hold" : undefined;
  if (!end) {
    return (
      <Fact name={left < 0 ? "No return · past" : "Point of no return"} tone={tone} mono>
        {last ? nearTime(last, state.timeZone, now) : ""}
      </Fact>
    );
  }
  const aside = last
    ? `${left < 0 ? "no return since" : "until"} ${nearTime(last, state.timeZone, now)}`
    : undefined;
  return (
    <Fact name="Back out now → done" tone={tone} aside={aside} mono>
      {nearTime(end, state.timeZone, now)}
    </Fact>
  );
}
