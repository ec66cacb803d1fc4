"use client";

import type { ReactNode } from "react";
import { goBlockers } from "@/lib/run/blockers";
import type { DecisionPointState } from "@/lib/run/decision-state";
import type { RunState } from "@/lib/run/state";
import { locate } from "@/lib/run/structure";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { type Meaning, meaningOf, meanings, toneClass } from "../ui/meaning";
import { useRoom } from "./room-context";
import { roleName } from "./t-label";

/** Everything a decision at this point freezes into its record, as it stands at this moment. */
export function DecisionFacts({ point }: { point: DecisionPointState }) {
  const { state } = useRoom();
  const against = goBlockers(state, point.id);
  return (
    <div className="grid gap-4">
      {point.criteria.length > 0 ? (
        <Group name="Criteria">
          {point.criteria.map((criterion) => (
            <Line key={criterion.text} look={criterionLook(state, criterion.stepId)}>
              {criterion.text}
            </Line>
          ))}
        </Group>
      ) : null}
      <Answers point={point} />
      {point.verdict === null ? (
        <Group name="Against GO">
          {against.length === 0 ? <Line look={{ ...meanings.go, word: "clear" }}>Nothing</Line> : null}
          {against.map((blocker) => (
            <Line key={`${blocker.rule}-${blocker.text}`} look={{ ...meanings.warned, word: blocker.rule }}>
              {blocker.text}
            </Line>
          ))}
        </Group>
      ) : null}
      {point.statement ? (
        <Group name="Statement">
          <li className="text-text italic">“{point.statement}”</li>
        </Group>
      ) : null}
    </div>
  );
}

function Answers({ point }: { point: DecisionPointState }) {
  const { state } = useRoom();
  const decided = state.decisions.find((decision) => decision.id === point.decisionId);
  const poll = state.poll?.decisionPointId === point.id ? state.poll : null;
  const answers = decided?.answers ?? poll?.answers ?? [];
  const roles =
    poll?.roles ??
    (decided ? [...answers.map((answer) => answer.role), ...decided.silent] : point.polledRoles);
  if (roles.length === 0) return null;
  return (
    <Group name={poll || decided ? "Answers" : "To be polled"}>
      {roles.map((role) => {
        const answer = answers.find((candidate) => candidate.role === role);
        const look = answer
          ? meaningOf(answer.answer)
          : { ...meanings.waiting, word: poll || decided ? "silent" : "not asked yet" };
        return (
          <Line key={role} look={look}>
            {roleName(state.roles, role)}
            {answer?.reason ? <span className="text-muted"> “{answer.reason}”</span> : null}
          </Line>
        );
      })}
    </Group>
  );
}

function criterionLook(state: RunState, stepId: string | null): Meaning {
  if (stepId === null) return { ...meanings.waiting, word: "by statement" };
  const step = locate(state, stepId)?.step;
  if (!step) return { ...meanings.waiting, word: "unknown" };
  if (step.status === "waiting" || step.status === "running") return { ...meanings.waiting, word: "open" };
  return meaningOf(step.status);
}

function Group({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 text-[0.6875rem] tracking-[0.08em] text-muted uppercase">{name}</h3>
      <ul className="grid gap-1.5">{children}</ul>
    </section>
  );
}

function Line({ look, children }: { look: Meaning; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)_auto] items-start gap-2">
      <Icon name={look.icon} className={cx("mt-0.5", toneClass[look.tone])} />
      <span>{children}</span>
      <span className={cx("text-[0.8125rem] font-semibold whitespace-nowrap", toneClass[look.tone])}>
        {look.word}
      </span>
    </li>
  );
}
