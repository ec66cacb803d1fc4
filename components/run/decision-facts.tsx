"use client";

import { goBlockers } from "@/lib/run/blockers";
import type { DecisionPointState } from "@/lib/run/decision-state";
import type { RunState } from "@/lib/run/state";
import { locate } from "@/lib/run/structure";
import { type Meaning, meaningOf, meanings } from "../ui/meaning";
import { FactGroup, FactLine } from "./fact-group";
import { useRoom } from "./room-context";
import { roleName } from "./t-label";

/** Everything a decision at this point freezes into its record, as it stands at this moment. */
export function DecisionFacts({ point }: { point: DecisionPointState }) {
  const { state } = useRoom();
  const against = goBlockers(state, point.id);
  return (
    <div className="grid gap-4">
      {point.criteria.length > 0 ? (
        <FactGroup name="Criteria">
          {point.criteria.map((criterion) => (
            <FactLine key={criterion.text} look={criterionLook(state, criterion.stepId)}>
              {criterion.text}
            </FactLine>
          ))}
        </FactGroup>
      ) : null}
      <Answers point={point} />
      {point.verdict === null ? (
        <FactGroup name="Against GO">
          {against.length === 0 ? (
            <FactLine look={{ ...meanings.go, word: "clear" }}>Nothing</FactLine>
          ) : null}
          {against.map((blocker) => (
            <FactLine
              key={`${blocker.rule}-${blocker.text}`}
              look={{ ...meanings.warned, word: blocker.rule }}
            >
              {blocker.text}
            </FactLine>
          ))}
        </FactGroup>
      ) : null}
      {point.statement ? (
        <FactGroup name="Statement">
          <li className="text-text italic">“{point.statement}”</li>
        </FactGroup>
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
    <FactGroup name={poll || decided ? "Answers" : "To be polled"}>
      {roles.map((role) => {
        const answer = answers.find((candidate) => candidate.role === role);
        const look = answer
          ? meaningOf(answer.answer)
          : { ...meanings.waiting, word: poll || decided ? "silent" : "not asked yet" };
        return (
          <FactLine key={role} look={look}>
            {roleName(state.roles, role)}
            {answer?.reason ? <span className="text-muted"> “{answer.reason}”</span> : null}
          </FactLine>
        );
      })}
    </FactGroup>
  );
}

function criterionLook(state: RunState, stepId: string | null): Meaning {
  if (stepId === null) return { ...meanings.waiting, word: "the decider's word" };
  const step = locate(state, stepId)?.step;
  if (!step) return { ...meanings.waiting, word: "unknown" };
  if (step.status === "waiting" || step.status === "running") return { ...meanings.waiting, word: "open" };
  if (step.status === "passed" && step.notComputed.length > 0) {
    return { ...meanings.warned, word: "not computed" };
  }
  return meaningOf(step.status);
}
