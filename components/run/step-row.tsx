"use client";

import { stepBlockers } from "@/lib/run/blockers";
import type { StepState } from "@/lib/run/step-state";
import { isDone } from "@/lib/run/structure";
import { Badge } from "../ui/badge";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { toneClass } from "../ui/meaning";
import { Instant } from "../ui/time";
import { useRoom } from "./room-context";
import { stepLook } from "./step-look";
import { StepMarks } from "./step-marks";
import { firstName, roleName, shortRoleName } from "./t-label";
import { VariableText } from "./variable-text";

interface StepRowProps {
  step: StepState;
  yours: boolean;
  onOpen: () => void;
}

/** A step in one line: what is done with person and time, what waits with the reason; it opens on a click. */
export function StepRow({ step, yours, onOpen }: StepRowProps) {
  const { state } = useRoom();
  const blockers = step.status === "waiting" ? stepBlockers(state, step.id) : [];
  const look = stepLook(step, blockers);
  const done = isDone(step);
  const values = Object.values(step.fields)
    .filter((value) => value !== "")
    .join(" · ");
  const owner = done ? step.finishedBy?.name : (step.startedBy?.name ?? ownerOf(step, state.roles));
  return (
    <button
      type="button"
      aria-expanded={false}
      data-step={step.id}
      onClick={onOpen}
      className={cx(
        "grid w-full grid-cols-[26px_minmax(0,1fr)_auto] items-center gap-x-2.5 border-b border-line px-3 py-2.5 text-left hover:bg-raised/60 sm:grid-cols-[26px_minmax(0,1fr)_auto_auto]",
        !done && "text-muted",
      )}
    >
      <span className={toneClass[look.tone]}>
        <Icon name={look.icon} label={look.word} />
      </span>
      <span className="min-w-0">
        <VariableText text={step.title} />
        {values ? <span className="ml-1.5 font-mono text-[0.8125rem] text-muted">{values}</span> : null}
        {step.status === "warned" || step.status === "not-applicable" ? (
          <span className={cx("ml-1.5 text-[0.8125rem]", toneClass[look.tone])}>
            {look.word}
            {step.reason ? `: ${step.reason}` : ""}
            {step.status === "warned" ? (step.warnAccepted ? " (accepted)" : " (not accepted)") : ""}
          </span>
        ) : null}
        {yours && !done ? <Badge className="ml-2">Yours</Badge> : null}
        <StepMarks step={step} className="ml-2" />
        {step.noExceptions && !done ? (
          <Badge tone="hold" className="ml-2">
            No exceptions
          </Badge>
        ) : null}
      </span>
      <span className="whitespace-nowrap text-muted" title={owner ?? undefined}>
        {owner ? (done ? firstName(owner) : owner) : "anyone"}
      </span>
      <span
        title={blockers[0]?.text}
        className="col-span-2 col-start-2 truncate text-[0.8125rem] text-muted sm:col-span-1 sm:col-start-auto sm:max-w-72 sm:text-right 3xl:max-w-96"
      >
        {done && step.finishedAt ? (
          <Instant iso={step.finishedAt} zone={state.timeZone} style="clock" className="font-mono" />
        ) : blockers[0] ? (
          plainReason(blockers[0].text)
        ) : (
          "ready"
        )}
      </span>
    </button>
  );
}

function ownerOf(
  step: StepState,
  roles: readonly { key: string; name: string; holder: { name: string } | null }[],
) {
  const role = roles.find((candidate) => candidate.key === step.role);
  if (!role) return null;
  return role.holder ? firstName(role.holder.name) : shortRoleName(roleName(roles, role.key));
}

/** `after “Smoke script”` reads faster in a line than the whole sentence; the open step has the sentence. */
function plainReason(text: string): string {
  const before = /^(“[^”]+”) comes first/.exec(text)?.[1];
  return before ? `after ${before.replace(/[“”]/g, "")}` : text.replace(/: .*$/, "").replace(/\.$/, "");
}
