"use client";

import type { ReactNode } from "react";
import type { DecisionPointState } from "@/lib/run/decision-state";
import { currentPhase, phaseProgress } from "@/lib/run/focus";
import type { PhaseState } from "@/lib/run/step-state";
import { cx } from "../ui/class-names";
import { Icon, type IconName } from "../ui/icon";
import { type Tone, toneClass } from "../ui/meaning";
import { lazily } from "./lazily";
import { pointName } from "./point-name";
import { useRoom } from "./room-context";
import { type Target, useRoomUi } from "./room-ui";
import { evidenceCount, outline, rollbackPhases } from "./run-outline";
import { offsetLabel } from "./t-label";

const UploadStrip = lazily(() => import("./upload-strip").then((found) => found.UploadStrip));

/** The way through the run: phases with their state, points of decision, and what stands beside them. */
export function PhaseNav({ shown, className }: { shown: Target; className?: string }) {
  const { state } = useRoom();
  const current = currentPhase(state);
  const evidence = evidenceCount(state);
  const observed = state.observed.length;
  const asked = state.waivers.filter(({ status }) => status === "requested").length;
  const changes = state.deviations.length + state.t0Moves.length + (state.amendment ? 1 : 0);
  return (
    <nav aria-label="Phases" className={cx("overflow-y-auto px-2.5 py-3.5", className)}>
      <ul className="grid gap-0.5">
        {outline(state).map((item) =>
          item.kind === "phase" ? (
            <PhaseItem
              key={item.phase.id}
              phase={item.phase}
              current={current?.id === item.phase.id}
              shown={shown}
            />
          ) : (
            <PointItem key={`point-${item.point.id}`} point={item.point} shown={shown} />
          ),
        )}
      </ul>
      <ul className="mt-3.5 grid gap-0.5 border-t border-line pt-3">
        <RollbackItem shown={shown} />
        <Item
          target={{ kind: "triggers" }}
          shown={shown}
          icon="triangle"
          name="Triggers"
          aside={observed || state.triggers.length}
          tone={observed > 0 ? "halt" : undefined}
        />
        <Item target={{ kind: "schedule" }} shown={shown} icon="clock" name="Schedule" aside="" />
        <Item
          target={{ kind: "evidence" }}
          shown={shown}
          icon="document"
          name="Evidence"
          aside={`${evidence.done} / ${evidence.total}`}
        />
        <Item
          target={{ kind: "waivers" }}
          shown={shown}
          icon="document"
          name="Waivers"
          aside={asked > 0 ? `${asked} asked` : state.waivers.length}
          tone={asked > 0 ? "hold" : undefined}
        />
        {state.decisions.length > 0 ? (
          <Item
            target={{ kind: "decisions" }}
            shown={shown}
            icon="diamond"
            name="Decisions"
            aside={state.decisions.length}
          />
        ) : null}
        {changes > 0 ? (
          <Item
            target={{ kind: "changes" }}
            shown={shown}
            icon="document"
            name="Changes to the plan"
            aside={changes}
          />
        ) : null}
      </ul>
      {shown.kind === "evidence" ? null : <UploadStrip className="mt-3 max-lg:hidden" />}
    </nav>
  );
}

function PhaseItem({ phase, current, shown }: { phase: PhaseState; current: boolean; shown: Target }) {
  const { done, total } = phaseProgress(phase);
  const failed = phase.steps.some((step) => step.status === "failed");
  const look = failed
    ? { icon: "octagon" as const, tone: "halt" as const, word: "failed" }
    : phase.status === "complete"
      ? { icon: "check" as const, tone: "go" as const, word: "complete" }
      : current
        ? { icon: "dot" as const, tone: "live" as const, word: "now" }
        : { icon: "ring" as const, tone: undefined, word: phase.status };
  return (
    <Item
      target={{ kind: "phase", id: phase.id }}
      shown={shown}
      icon={look.icon}
      tone={look.tone}
      name={phase.title}
      aside={offsetLabel(phase.label, phase.offset) ?? `${done}/${total}`}
      strong={current || phase.status === "complete"}
      said={`${look.word}, ${done} of ${total} done`}
    />
  );
}

const pointLooks = {
  go: { tone: "go", word: "GO" },
  "no-go": { tone: "nogo", word: "NO-GO" },
} as const;

function PointItem({ point, shown }: { point: DecisionPointState; shown: Target }) {
  const { state } = useRoom();
  const decided = point.verdict ? pointLooks[point.verdict] : null;
  const polling = state.poll?.decisionPointId === point.id;
  return (
    <Item
      target={{ kind: "decision", id: point.id }}
      shown={shown}
      icon={point.verdict === "go" ? "check" : point.verdict === "no-go" ? "slash" : "diamond"}
      tone={decided?.tone ?? (polling ? "live" : undefined)}
      name={pointName(state, point)}
      aside={decided?.word ?? (polling ? "poll" : offsetLabel(null, point.offset))}
      strong={polling || decided !== null}
    />
  );
}

function RollbackItem({ shown }: { shown: Target }) {
  const { state } = useRoom();
  if (rollbackPhases(state).length === 0) return null;
  const open = state.rollbackAt !== null;
  return (
    <Item
      target={{ kind: "rollback" }}
      shown={shown}
      icon="turn-back"
      name="Rollback plan"
      aside={open ? "open" : "locked"}
      tone={open ? "rollback" : undefined}
      strong={open}
    />
  );
}

interface ItemProps {
  target: Target;
  shown: Target;
  icon: IconName;
  name: string;
  aside: ReactNode;
  tone?: Tone;
  strong?: boolean;
  /** State in words, for those who do not see icon and colour. */
  said?: string;
}

function Item({ target, shown, icon, name, aside, tone, strong = false, said }: ItemProps) {
  const { show, showTab } = useRoomUi();
  const selected = sameTarget(target, shown);
  return (
    <li>
      <button
        type="button"
        aria-current={selected ? "true" : undefined}
        onClick={() => {
          show(target);
          showTab("steps");
        }}
        className={cx(
          "grid w-full grid-cols-[22px_minmax(0,1fr)_auto] items-baseline gap-1.5 rounded-lg px-2.5 py-2 text-left hover:bg-raised max-lg:py-3",
          selected && "bg-raised shadow-[inset_3px_0_0_var(--live)]",
          strong || selected ? "text-text" : "text-muted",
        )}
      >
        <span className={cx("self-center leading-none", tone && toneClass[tone])}>
          <Icon name={icon} className="size-[15px]" />
        </span>
        <span className="font-[550]">
          {name}
          {said ? <span className="sr-only">, {said}</span> : null}
        </span>
        <span
          className={cx(
            "font-mono text-xs whitespace-nowrap",
            tone === "nogo" || tone === "rollback" ? toneClass[tone] : "",
          )}
        >
          {aside}
        </span>
      </button>
    </li>
  );
}

export function sameTarget(a: Target, b: Target): boolean {
  if (a.kind !== b.kind) return false;
  return "id" in a && "id" in b ? a.id === b.id : true;
}
