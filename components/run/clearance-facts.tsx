"use client";

import type { ApprovalFact, RehearsalFact, StartClearance } from "@/lib/run/clearance";
import { ErrorNote } from "../ui/error-note";
import { type Meaning, meanings } from "../ui/meaning";
import { Instant } from "../ui/time";
import { FactGroup, FactLine } from "./fact-group";
import { useRoom } from "./room-context";
import {
  type ApprovalStanding,
  approvalCount,
  approvalStanding,
  type RehearsalStanding,
  rehearsalStanding,
} from "./start-needs";

/** What a production start rests on: approvals of this exact hash, and the rehearsal before it. */
export function ClearanceFacts() {
  const { state, look } = useRoom();
  const { slug, version } = state.runbook;
  const href = `/runbooks/${slug}/v/${version}`;
  if (!look.clearance) {
    return look.problem ? (
      <ErrorNote title={look.problem} tone="hold">
        Nothing is lost.{" "}
        <button type="button" className="underline" onClick={look.look}>
          Look again
        </button>
      </ErrorNote>
    ) : (
      <p role="status" className="text-muted">
        Looking up approvals and rehearsals…
      </p>
    );
  }
  return (
    <div className="grid gap-4">
      <Approvals clearance={look.clearance} />
      <Rehearsals clearance={look.clearance} />
      <p className="text-[0.8125rem]">
        <a className="text-live underline" href={href} target="_blank" rel="noreferrer">
          Version {version}, its approvals and comparisons
        </a>
        <span className="text-muted"> opens beside; this panel follows within seconds.</span>
      </p>
    </div>
  );
}

const approvalLooks: Record<ApprovalStanding, Meaning> = {
  counts: { ...meanings.passed, word: "APPROVED" },
  author: { ...meanings.warned, word: "AUTHOR" },
  disabled: { ...meanings.warned, word: "NO ACCOUNT" },
  rejected: { ...meanings["no-go"], word: "REJECTED" },
};

function Approvals({ clearance }: { clearance: StartClearance }) {
  const { state } = useRoom();
  const { have, need } = approvalCount(state.policy, clearance);
  const open = Math.max(0, need - have);
  return (
    <FactGroup name={`Approvals of this hash: ${have} of ${need}`}>
      {clearance.approvals.map((approval) => (
        <Approval
          key={approval.personId}
          approval={approval}
          standing={approvalStanding(approval, clearance)}
        />
      ))}
      {open > 0 ? (
        <FactLine look={{ ...meanings.waiting, word: "MISSING" }}>
          {open === 1 ? "One more approval" : `${open} more approvals`}, by somebody else than the author
        </FactLine>
      ) : null}
    </FactGroup>
  );
}

function Approval({ approval, standing }: { approval: ApprovalFact; standing: ApprovalStanding }) {
  const { state } = useRoom();
  return (
    <FactLine look={approvalLooks[standing]}>
      <b className="font-semibold">{approval.name}</b>
      {approval.role ? `, ${approval.role}` : ""}{" "}
      <Instant iso={approval.at} zone={state.timeZone} style="short" className="text-muted" />
      <span className="block text-muted">
        “{approval.statement}”{standing === "author" ? " The author's own approval does not count." : ""}
        {standing === "disabled" ? " The account is disabled: somebody else approves." : ""}
      </span>
    </FactLine>
  );
}

const rehearsalLooks: Record<RehearsalStanding, Meaning> = {
  "this-hash": meanings.passed,
  linked: { ...meanings.passed, word: "ACCEPTED" },
  "not-accepted": { ...meanings.warned, word: "NOT ACCEPTED" },
  "not-passed": { ...meanings.failed, word: "NO PASS" },
};

const policyWords = {
  required: "required",
  recommended: "recommended",
  none: "not asked for",
} as const;

function Rehearsals({ clearance }: { clearance: StartClearance }) {
  const { state } = useRoom();
  return (
    <FactGroup name={`Rehearsal: ${policyWords[state.policy.rehearsal]}`}>
      {clearance.rehearsals.map((rehearsal) => (
        <Rehearsal
          key={rehearsal.runId}
          rehearsal={rehearsal}
          standing={rehearsalStanding(rehearsal, clearance.sha256)}
        />
      ))}
      {clearance.rehearsals.length === 0 ? (
        <FactLine look={{ ...meanings.waiting, word: "NONE" }}>
          No rehearsal of this hash, or of a runbook linked to it, was closed
        </FactLine>
      ) : null}
    </FactGroup>
  );
}

function Rehearsal({ rehearsal, standing }: { rehearsal: RehearsalFact; standing: RehearsalStanding }) {
  const { state } = useRoom();
  const { comparison } = rehearsal;
  return (
    <FactLine look={rehearsalLooks[standing]}>
      <a href={`/runs/${rehearsal.runId}`} className="underline" target="_blank" rel="noreferrer">
        {rehearsal.title}
      </a>{" "}
      <Instant iso={rehearsal.closedAt} zone={state.timeZone} style="short" className="text-muted" />
      <span className="block text-muted">
        {standing === "this-hash"
          ? "Of this hash"
          : `Of ${rehearsal.slug}, version ${rehearsal.runbookVersion}`}
        {rehearsal.rollbackMinutes === null ? "" : `; its rollback took ${rehearsal.rollbackMinutes} min`}
        {comparison ? `; comparison accepted by ${comparison.acceptedBy}: “${comparison.statement}”` : ""}
        {standing === "not-accepted" ? "; nobody has accepted the comparison with this text yet" : ""}
      </span>
    </FactLine>
  );
}
