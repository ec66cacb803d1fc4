import type { ReactNode } from "react";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import type { Meaning } from "../ui/meaning";
import { StatePill, StateWord } from "../ui/state-pill";
import { Instant } from "../ui/time";
import type { ApprovalState, Standing, StandingVerdict } from "./approval-standing";
import { counted } from "./section";

const looks: Record<ApprovalState["word"], Meaning> = {
  APPROVED: { tone: "go", word: "APPROVED", icon: "check" },
  REJECTED: { tone: "nogo", word: "REJECTED", icon: "slash" },
  "NOT APPROVED": { tone: "quiet", word: "NOT APPROVED", icon: "ring" },
};

/** Whether a version is approved, in one word. */
export function ApprovalPill({ state }: { state: ApprovalState }) {
  return <StatePill state={looks[state.word]} size="sm" />;
}

interface ApprovalsPanelProps {
  state: ApprovalState;
  /** Every verdict on this runbook as it counts for this version, the newest first. */
  verdicts: readonly StandingVerdict[];
  /** The buttons to approve and reject with, or why there are none. */
  children: ReactNode;
}

/** Who has approved these exact bytes, what of it stands, and what a production start still lacks. */
export function ApprovalsPanel({ state, verdicts, children }: ApprovalsPanelProps) {
  const here = verdicts.filter((verdict) => verdict.standing !== "lapsed");
  const earlier = verdicts.filter((verdict) => verdict.standing === "lapsed");
  return (
    <section aria-labelledby="approvals" className="rounded-xl border border-line bg-panel">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-3 sm:px-5">
        <h2 id="approvals" className="text-[0.9375rem] font-[650]">
          Approvals
        </h2>
        <ApprovalPill state={state} />
      </header>
      <div className="space-y-4 px-4 py-4 sm:px-5">
        {state.lacks.length > 0 ? (
          <ul className="space-y-1 text-sm">
            {state.lacks.map((lack) => (
              <li key={lack} className="flex gap-2">
                <Icon name="triangle" className="mt-0.5 text-hold" />
                <span className="min-w-0 break-words">{lack}</span>
              </li>
            ))}
          </ul>
        ) : null}
        {here.length > 0 ? (
          <ul aria-label="Verdicts on this version" className="divide-y divide-line">
            {here.map((verdict) => (
              <VerdictRow key={verdict.approvalId} verdict={verdict} />
            ))}
          </ul>
        ) : (
          <p className="text-sm text-muted">Nobody has judged this version yet.</p>
        )}
        {earlier.length > 0 ? (
          <details className="rounded-lg border border-line">
            <summary className="px-3 py-2 text-[0.8125rem] font-medium">
              {counted(earlier.length, "verdict")} on earlier versions: lapsed with the text
            </summary>
            <ul aria-label="Verdicts on earlier versions" className="divide-y divide-line px-3">
              {earlier.map((verdict) => (
                <VerdictRow key={verdict.approvalId} verdict={verdict} />
              ))}
            </ul>
          </details>
        ) : null}
        {children}
      </div>
    </section>
  );
}

const notes: Record<Standing, string | null> = {
  stands: null,
  own: "Does not count: it is the author's own.",
  disabled: "Does not count: the account is disabled.",
  replaced: "Replaced by a later word of the same person.",
  lapsed: null,
};

function VerdictRow({ verdict }: { verdict: StandingVerdict }) {
  const { standing } = verdict;
  const stands = standing === "stands";
  const note = standing === "lapsed" ? `Of version ${verdict.version}, another text.` : notes[standing];
  return (
    <li className="py-2.5 first:pt-0 last:pb-0">
      <p className="flex flex-wrap items-baseline gap-x-2.5 gap-y-1 text-sm">
        <StateWord
          state={looks[verdict.verdict === "approved" ? "APPROVED" : "REJECTED"]}
          className={cx("text-xs tracking-[0.05em]", !stands && "line-through decoration-2")}
        />
        <span className="font-semibold">{verdict.name}</span>
        {verdict.role ? <span className="text-muted">{verdict.role}</span> : null}
        <Instant
          iso={verdict.at}
          zone="UTC"
          style="short"
          withZone
          className="font-mono text-xs text-muted"
        />
        <span className={cx("text-xs", stands ? "font-semibold" : "text-muted")}>
          {stands ? "stands" : standing}
        </span>
      </p>
      <blockquote className="mt-1 border-l-2 border-line pl-3 text-[0.8125rem] break-words whitespace-pre-wrap">
        {verdict.statement}
      </blockquote>
      {note ? <p className="mt-1 text-xs text-muted">{note}</p> : null}
    </li>
  );
}
