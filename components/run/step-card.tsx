"use client";

import { useNow } from "@/lib/client/use-now";
import { stepBlockers } from "@/lib/run/blockers";
import type { StepState } from "@/lib/run/step-state";
import { Badge } from "../ui/badge";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { toneClass } from "../ui/meaning";
import { Elapsed } from "./countdown";
import { lazily } from "./lazily";
import { useRoom } from "./room-context";
import { StepActions } from "./step-actions";
import { StepCommands } from "./step-commands";
import { StepFields } from "./step-fields";
import { stepLook } from "./step-look";
import { isReviewed, StepMarks } from "./step-marks";
import { StepSubsteps } from "./step-substeps";
import { StepText } from "./step-text";
import { roleName } from "./t-label";
import { useFieldDrafts } from "./use-field-drafts";
import { VariableText } from "./variable-text";

const StepBefore = lazily(() => import("./step-before").then((found) => found.StepBefore));
const StepChecks = lazily(() => import("./step-checks").then((found) => found.StepChecks));
const StepEvidence = lazily(() => import("./step-evidence").then((found) => found.StepEvidence));
const StepReview = lazily(() => import("./step-review").then((found) => found.StepReview));

interface StepCardProps {
  step: StepState;
  yours: boolean;
  /** Absent where the step has to stay open. */
  onFold?: () => void;
}

/** An open step: what to run, what to expect, what to fill in and attach, and the result. */
export function StepCard({ step, yours, onFold }: StepCardProps) {
  const { state, runId } = useRoom();
  const drafts = useFieldDrafts(runId, step);
  const blockers = step.status === "waiting" ? stepBlockers(state, step.id) : [];
  const look = stepLook(step, blockers);
  return (
    <article
      aria-label={step.title}
      data-step={step.id}
      data-status={step.status}
      className={cx(
        "rounded-xl border bg-panel px-4 py-4 shadow-card sm:px-[18px]",
        step.status === "failed"
          ? "border-halt/60"
          : step.status === "running" || yours
            ? "border-live/50"
            : "border-line",
      )}
    >
      <header className="mb-3 flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
        <span className={toneClass[look.tone]}>
          <Icon name={look.icon} label={look.word} />
        </span>
        <h3 className="min-w-0 text-base font-[640]">
          <VariableText text={step.title} />
        </h3>
        {yours ? <Badge solid>Yours</Badge> : null}
        {step.role ? <Badge>{roleName(state.roles, step.role)}</Badge> : <Badge>Any operator</Badge>}
        {step.noExceptions ? <Badge tone="hold">No exceptions</Badge> : null}
        {step.mutating ? <Badge>Changes production</Badge> : null}
        {step.attempt > 1 ? <Badge>Attempt {step.attempt}</Badge> : null}
        <StepMarks step={step} />
        <span className="ml-auto flex items-center gap-2">
          <RunningTime step={step} />
          {onFold ? (
            <button
              type="button"
              aria-label={`Fold ${step.title}`}
              aria-expanded
              onClick={onFold}
              className="p-1 text-muted hover:text-text pointer-coarse:-m-2 pointer-coarse:p-3"
            >
              <Icon name="chevron" className="rotate-180" />
            </button>
          ) : null}
        </span>
      </header>
      {isReviewed(state, step) ? <StepReview step={step} /> : null}
      {step.alternative !== null || step.signOffs.length > 0 ? <StepBefore step={step} /> : null}
      <StepText step={step} />
      <StepCommands commands={step.commands} variables={state.variables} />
      {step.expected.length > 0 ? (
        <p className="my-3 text-muted">
          <b className="font-semibold text-text">Expect</b> <VariableText text={step.expected.join(" · ")} />
        </p>
      ) : null}
      <StepSubsteps step={step} />
      <div className="grid gap-3 empty:hidden sm:grid-cols-2">
        <StepFields step={step} drafts={drafts} />
        {step.artifacts.length > 0 ? <StepEvidence step={step} /> : null}
      </div>
      {step.checks.length > 0 ? <StepChecks step={step} drafts={drafts} /> : null}
      <StepActions step={step} drafts={drafts} />
    </article>
  );
}

function RunningTime({ step }: { step: StepState }) {
  if (step.status !== "running" || !step.startedAt) {
    return step.durationMinutes ? (
      <span className="text-[0.8125rem] text-muted">planned {step.durationMinutes} min</span>
    ) : null;
  }
  return <Running since={step.startedAt} by={step.startedBy?.name} minutes={step.durationMinutes} />;
}

interface RunningProps {
  since: string;
  by: string | undefined;
  minutes: number | null;
}

/** How long the step has been running; amber, and said so, once it takes longer than planned. */
function Running({ since, by, minutes }: RunningProps) {
  const passed = useNow() - Date.parse(since);
  const over = minutes !== null && passed > minutes * 60_000;
  return (
    <span
      className={cx("flex items-center gap-2 font-semibold", over ? "text-hold" : "text-live")}
      title={by}
    >
      {over ? <Icon name="triangle" /> : <span aria-hidden>▶</span>}
      <Elapsed since={since} />
      {minutes ? (
        <span className={cx("text-[0.8125rem] font-normal", over ? "" : "text-muted")}>
          {over ? `longer than ${minutes} min` : `of ${minutes} min`}
        </span>
      ) : null}
    </span>
  );
}
