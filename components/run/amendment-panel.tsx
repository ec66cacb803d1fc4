"use client";

import { useState } from "react";
import type { AmendmentState } from "@/lib/run/amendment-state";
import { deciderRole } from "@/lib/run/people";
import { locate } from "@/lib/run/structure";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { meanings } from "../ui/meaning";
import { Instant } from "../ui/time";
import { ActProblemLine } from "./act-problem";
import { changeCount } from "./amendment-changes";
import { ChangeList } from "./change-list";
import { Panel } from "./panel";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { useAct } from "./use-act";

/** A newer version waits for an answer: what it changes, what waits for it, who has agreed and who may answer. */
export function AmendmentPanel({ amendment }: { amendment: AmendmentState }) {
  const { state } = useRoom();
  const [open, setOpen] = useState(amendment.large);
  const titles = amendment.stepIds.flatMap((stepId) => locate(state, stepId)?.step.title ?? []);
  const version = `version ${amendment.runbookVersion}`;
  return (
    <Panel
      look={amendment.large ? meanings.held : { ...meanings.due, tone: "live", icon: "document" }}
      title={
        amendment.large
          ? `Held until ${version} is approved or rejected`
          : `${version.charAt(0).toUpperCase()}${version.slice(1)} is proposed: ${waiting(titles.length)}`
      }
    >
      <p>
        {amendment.proposedBy.name} at <Instant iso={amendment.at} zone={state.timeZone} style="clock" />:{" "}
        {amendment.reason}
      </p>
      <p className="flex items-center gap-2 font-mono text-xs text-muted">
        SHA-256 {amendment.sha256.slice(0, 16)}…
        <CopyButton text={amendment.sha256} what="the SHA-256 of the proposed version" compact />
      </p>
      {!amendment.large && titles.length > 0 ? (
        <p className="text-muted">Until then these wait: {titles.join(" · ")}.</p>
      ) : null}
      <div>
        <button
          type="button"
          aria-expanded={open}
          className="font-semibold underline"
          onClick={() => setOpen(!open)}
        >
          {changeCount(amendment.changes)}
        </button>
      </div>
      {open ? <ChangeList changes={amendment.changes} /> : null}
      <Answer amendment={amendment} />
    </Panel>
  );
}

function waiting(steps: number): string {
  if (steps === 0) return "nothing waits for it";
  return steps === 1 ? "one step waits" : `${steps} steps wait`;
}

function Answer({ amendment }: { amendment: AmendmentState }) {
  const { refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const { act, busy, problem } = useAct();
  const { id: amendmentId } = amendment;
  const statement = `Version ${amendment.runbookVersion} may be executed in this run.`;
  const approve = { type: "ApproveAmendment" as const, payload: { amendmentId, statement } };
  const approveBarred = refuse(approve);
  const rejectBarred = refuse({ type: "RejectAmendment", payload: { amendmentId, reason: "asked" } });
  const agreed = amendment.approvedBy.map(({ name }) => name).join(", ");
  return (
    <div className="grid gap-2">
      <p className="text-muted">
        {agreed === "" ? "" : `Agreed so far: ${agreed}. `}
        {amendment.large ? (
          <LargeWay version={amendment.runbookVersion} />
        ) : (
          "It takes the decider and a second person."
        )}
      </p>
      <div className="flex flex-wrap items-center gap-3">
        {rejectBarred ? null : (
          <Button variant="nogo" onClick={() => openDialog({ kind: "reject-amendment", amendmentId })}>
            Reject…
          </Button>
        )}
        <Button
          variant="primary"
          className={rejectBarred ? "" : "ml-6"}
          busy={busy}
          disabled={approveBarred !== null}
          onClick={() => act(approve)}
        >
          Approve version {amendment.runbookVersion}
        </Button>
        <span className="min-w-0 flex-1 basis-52 text-[0.8125rem] text-muted">
          {approveBarred ? rejectionText(approveBarred) : `“${statement}”`}
        </span>
      </div>
      <ActProblemLine problem={problem} />
    </div>
  );
}

/** A large one is approved where any version is, by its hash; then the decider puts it in force. */
function LargeWay({ version }: { version: number }) {
  const { state } = useRoom();
  const decider = deciderRole(state)?.holder?.name ?? "The decider";
  if (state.kind === "rehearsal") return <>{decider} puts it in force.</>;
  return (
    <>
      First approvers approve{" "}
      <a
        href={`/runbooks/${state.runbook.slug}/v/${version}`}
        className="text-live underline"
        target="_blank"
        rel="noreferrer"
      >
        version {version} itself
      </a>
      , then {decider} puts it in force.
    </>
  );
}
