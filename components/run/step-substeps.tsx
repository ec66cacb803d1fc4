"use client";

import { useState } from "react";
import type { StepState, SubstepState } from "@/lib/run/step-state";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { ActProblemLine } from "./act-problem";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

/** The boxes of a step, each PASS or FAIL on its own; one FAIL fails the step. */
export function StepSubsteps({ step }: { step: StepState }) {
  const { act, problem } = useAct();
  if (step.substeps.length === 0) return null;
  return (
    <div className="mb-3.5 grid gap-2">
      <ul className="flex flex-wrap gap-x-5 gap-y-1.5 pointer-coarse:grid">
        {step.substeps.map((substep) => (
          <li key={substep.id}>
            <SubstepBox
              substep={substep}
              step={step}
              onResult={(result) =>
                act({ type: "RecordSubstep", payload: { stepId: step.id, substepId: substep.id, result } })
              }
            />
          </li>
        ))}
      </ul>
      <ActProblemLine problem={problem} />
    </div>
  );
}

interface SubstepBoxProps {
  substep: SubstepState;
  step: StepState;
  onResult: (result: "pass" | "fail") => void;
}

function SubstepBox({ substep, step, onResult }: SubstepBoxProps) {
  const { refuse, outbox } = useRoom();
  const pending = outbox.find(
    ({ draft }) =>
      draft.type === "RecordSubstep" &&
      draft.payload.stepId === step.id &&
      draft.payload.substepId === substep.id,
  );
  const sent = pending?.draft.type === "RecordSubstep" ? pending.draft.payload.result : null;
  const result = sent ?? substep.result;
  const barred =
    refuse({ type: "RecordSubstep", payload: { stepId: step.id, substepId: substep.id, result: "pass" } }) !==
    null;
  const box = "grid size-[18px] shrink-0 place-items-center rounded border-[1.5px] [&>svg]:size-3";
  return (
    <span
      className={cx(
        "flex items-center gap-2 py-0.5 pointer-coarse:py-0",
        barred && result === null && "text-muted",
      )}
    >
      <button
        type="button"
        disabled={barred}
        aria-pressed={result === "pass"}
        aria-label={`${substep.title}: PASS`}
        onClick={() => onResult("pass")}
        className="flex items-center gap-2 text-left disabled:cursor-default pointer-coarse:min-h-11 pointer-coarse:flex-1"
      >
        <span
          className={cx(
            box,
            result === "pass"
              ? "border-go bg-go text-on"
              : result === "fail"
                ? "border-halt bg-halt text-on"
                : "border-edge",
            pending && "opacity-60",
          )}
        >
          {result === "pass" ? <Icon name="check" /> : result === "fail" ? <Icon name="cross" /> : null}
        </span>
        <span>
          {substep.title}
          {result === "fail" ? <b className="ml-1.5 font-semibold text-halt">FAIL</b> : null}
        </span>
      </button>
      {result === null && !barred ? (
        <FailButton title={substep.title} onFail={() => onResult("fail")} />
      ) : null}
      {pending ? (
        <span className="text-xs text-hold">{pending.state === "sending" ? "" : "not yet sent"}</span>
      ) : null}
    </span>
  );
}

/** FAIL fails the whole step at once, and may halt the run: the first press only asks, the second one gives it. */
function FailButton({ title, onFail }: { title: string; onFail: () => void }) {
  const [asked, setAsked] = useState(false);
  return (
    <>
      <button
        type="button"
        aria-label={asked ? `FAIL fails the step: ${title}` : `${title}: FAIL`}
        onClick={() => (asked ? onFail() : setAsked(true))}
        onBlur={() => setAsked(false)}
        onKeyDown={(event) => {
          if (!asked || event.key !== "Escape") return;
          event.stopPropagation();
          setAsked(false);
        }}
        className={cx(
          "min-h-7 rounded border px-1.5 text-xs whitespace-nowrap pointer-coarse:min-h-11 pointer-coarse:min-w-14",
          asked
            ? "border-halt font-semibold text-halt hover:bg-halt/12"
            : "border-transparent text-muted hover:bg-raised hover:text-halt pointer-coarse:border-line",
        )}
      >
        {asked ? "FAIL fails the step" : "fail"}
      </button>
      <span role="status" className="sr-only">
        {asked ? "Press once more: FAIL fails the step." : ""}
      </span>
    </>
  );
}
