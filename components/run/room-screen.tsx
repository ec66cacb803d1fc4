"use client";

import { useMemo, useRef, useState } from "react";
import type { Connection } from "@/lib/client/connection";
import type { RunState } from "@/lib/run/state";
import { phaseName, pointById } from "@/lib/run/structure";
import { Centre } from "./centre";
import { DecisionBar } from "./decision-bar";
import { DecisionClockLine } from "./decision-clock-line";
import { DeputyLine } from "./deputy-line";
import { followTarget } from "./follow-target";
import { lazily } from "./lazily";
import { PeopleStrip } from "./people-strip";
import { PhaseNav, sameTarget } from "./phase-nav";
import { pointName } from "./point-name";
import { PollStrip } from "./poll-strip";
import { useRoom } from "./room-context";
import { RoomDialogs } from "./room-dialogs";
import { useRoomKeys } from "./room-keys";
import { type RoomDialog, type RoomUi, RoomUiProvider, type Tab, type Target } from "./room-ui";
import { RunBand } from "./run-band";
import { needsBanner, StaleBanner } from "./stale-banner";
import { StatusLight } from "./status-light";
import { TabBar } from "./tab-bar";
import { Timeline } from "./timeline";
import { TopLine } from "./top-line";
import { useSteadyTarget } from "./use-steady-target";

const Announcer = lazily(() => import("./announcer").then((found) => found.Announcer));

interface RoomScreenProps {
  connection: Connection;
  /** How often this person has acted here; one's own act lets the centre move on. */
  ownActs: number;
}

/** The room as it lies on a desk or in a hand; the same under a replay's scrubber. */
export function RoomScreen({ connection, ownActs }: RoomScreenProps) {
  const { state, me, outbox } = useRoom();
  const [target, show] = useState<Target>({ kind: "now" });
  const [tab, showTab] = useState<Tab>("now");
  const [dialog, openDialog] = useState<RoomDialog | null>(null);
  const [correcting, correct] = useState<number | null>(null);
  const ui: RoomUi = useMemo(
    () => ({ target, show, tab, showTab, dialog, openDialog, correcting, correct }),
    [target, tab, dialog, correcting],
  );
  useRoomKeys(ui);

  const middle = useRef<HTMLDivElement>(null);
  const follow = useFollow(state, me.personId);
  const steady = useSteadyTarget(follow, middle, ownActs);
  const shown = target.kind === "now" ? steady : target;
  const elsewhere = target.kind === "now" && !sameTarget(follow, steady) ? nameOfTarget(state, follow) : null;
  const on = (...tabs: Tab[]) => (tabs.includes(tab) ? "" : "max-lg:hidden");
  const unsent = outbox.filter((entry) => entry.state === "unsent").length;

  return (
    <RoomUiProvider ui={ui}>
      <StatusLight />
      <Announcer />
      <div
        data-theme="dark"
        data-tab={tab}
        className="flex h-dvh flex-col overflow-hidden bg-ground text-sm text-text 3xl:text-base"
      >
        <header>
          <RunBand connection={connection} />
          {state.clocks.length > 0 ? <DecisionClockLine /> : <TopLine />}
          <StaleBanner connection={connection} unsent={unsent} />
          <DeputyLine />
          {needsBanner(connection) ? null : <PeopleStrip className="hidden lg:flex" />}
        </header>
        <main
          ref={middle}
          className="grid min-h-0 flex-1 max-lg:grid-rows-[auto_minmax(0,1fr)] max-lg:overflow-y-auto lg:grid-cols-[236px_minmax(0,1fr)_372px] 3xl:grid-cols-[320px_minmax(0,1fr)_520px]"
        >
          {/* In the hand *Steps* is the list, then what was chosen from it: nobody scrolls past the one to the other. */}
          <PhaseNav
            shown={shown}
            className={`border-line lg:border-r max-lg:row-span-2 ${target.kind === "now" ? on("steps") : "max-lg:hidden"}`}
          />
          <Centre
            shown={shown}
            elsewhere={elsewhere}
            className={`max-lg:row-span-2 ${target.kind === "now" ? on("now") : on("now", "steps")}`}
          />
          <Timeline className={`flex border-line lg:border-l max-lg:row-span-2 ${on("timeline")}`} />
        </main>
        <div
          className={`max-lg:min-h-0 max-lg:overflow-y-auto ${tab === "decide" ? "max-lg:flex-[1000]" : "max-lg:hidden"}`}
        >
          <PollStrip />
          <DecisionBar className="grid" />
          {/* In the hand below the decisions: who is there must not push NO-GO out of reach. */}
          <section aria-label="Who is there" className="lg:hidden">
            <PeopleStrip className="flex" />
          </section>
        </div>
        <TabBar />
      </div>
      <RoomDialogs />
    </RoomUiProvider>
  );
}

/** The same object as long as it names the same place, so that nothing looks as if it had moved. */
function useFollow(state: RunState, personId: string): Target {
  const kept = useRef<Target | null>(null);
  const next = followTarget(state, personId);
  if (!kept.current || !sameTarget(kept.current, next)) kept.current = next;
  return kept.current;
}

function nameOfTarget(state: RunState, target: Target): string {
  if (target.kind === "phase") {
    const phase = state.phases.find((candidate) => candidate.id === target.id);
    return phase ? phaseName(phase) : "another phase";
  }
  if (target.kind === "decision") {
    const point = pointById(state, target.id);
    return point ? pointName(state, point) : "a decision";
  }
  return target.kind === "rollback" ? "the rollback plan" : "what is current";
}
