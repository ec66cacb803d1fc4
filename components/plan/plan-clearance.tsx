import type { ApprovalAnswer } from "@/lib/protocol/http";
import { approvalGaps } from "@/lib/run/start-clearance";
import { Icon } from "../ui/icon";
import { formatInstant } from "../ui/instant-format";

interface PlanClearanceProps {
  approvals: ApprovalAnswer[];
  /** Who published the version: no approver of it. */
  authorId: string;
  policy: { approvals: number; rehearsal: "required" | "recommended" | "none" };
  versionHref: string;
  timeZone: string;
}

const rehearsalWords = {
  required: "The runbook requires a rehearsal that closed as PASS before the start.",
  recommended: "The runbook recommends a rehearsal before.",
  none: "The runbook asks for no rehearsal.",
};

/** What a production run of this version has already, and what its start will still wait for. */
export function PlanClearance({ approvals, authorId, policy, versionHref, timeZone }: PlanClearanceProps) {
  const facts = approvals.map((approval) => ({ ...approval, role: null }));
  const gaps = approvalGaps(policy, { approvals: facts, authorId });
  return (
    <div className="grid gap-2 rounded-xl border border-line bg-panel px-4 py-3 text-sm">
      {approvals.length === 0 ? <p className="text-muted">Nobody has approved this hash yet.</p> : null}
      <ul className="grid gap-1.5 empty:hidden">
        {approvals.map((approval) => (
          <li key={approval.approvalId} className="flex flex-wrap items-baseline gap-x-2">
            <span
              className={
                approval.verdict === "approved" ? "font-semibold text-go" : "font-semibold text-nogo"
              }
            >
              <Icon
                name={approval.verdict === "approved" ? "check" : "slash"}
                className="mr-1.5 size-3.5 align-[-0.15em]"
              />
              {approval.verdict === "approved" ? "APPROVED" : "REJECTED"}
            </span>
            <span>
              {approval.name}, {formatInstant(approval.at, timeZone, "short")}
              {approval.personId === authorId ? ", the author: does not count" : ""}
            </span>
            <span className="text-muted">“{approval.statement}”</span>
          </li>
        ))}
      </ul>
      {gaps.map((gap) => (
        <p key={gap.text} className="text-hold">
          <Icon name="triangle" className="mr-1.5 size-3.5 align-[-0.15em]" />
          {gap.text} It can be planned, and starts only then.
        </p>
      ))}
      <p className="text-[0.8125rem] text-muted">
        {rehearsalWords[policy.rehearsal]}{" "}
        <a href={versionHref} className="text-live underline" target="_blank" rel="noreferrer">
          The version and its approvals
        </a>
      </p>
    </div>
  );
}
