"use client";

import type { PollAnswer, DecisionRecord as RecordState } from "@/lib/run/decision-state";
import { Badge } from "../ui/badge";
import { CopyButton } from "../ui/copy-button";
import { type Meaning, meaningOf, meanings } from "../ui/meaning";
import { StatePill } from "../ui/state-pill";
import { Instant } from "../ui/time";
import { isDissent, scopeTitles } from "./decision-record-words";
import { FactGroup, FactLine } from "./fact-group";
import { useRoom } from "./room-context";
import { roleName } from "./t-label";

/** A decision as it was frozen: nothing here follows the run any more. */
export function DecisionRecord({ record }: { record: RecordState }) {
  const { state } = useRoom();
  return (
    <article aria-label={`Decision D-${record.number}`} className="grid gap-4">
      <Head record={record} />
      <Answers record={record} />
      {record.criteria.length > 0 ? (
        <FactGroup name="Criteria as they stood">
          {record.criteria.map((criterion) => (
            <FactLine key={criterion.text} look={resultLooks[criterion.result]}>
              {criterion.text}
            </FactLine>
          ))}
        </FactGroup>
      ) : null}
      {record.notComputed.length > 0 ? (
        <FactGroup name="Passed without a computed check">
          {record.notComputed.map(({ stepId, title, checks, accepted }) => (
            <FactLine key={stepId} look={{ ...meanings.warned, word: accepted ? "accepted" : "unknown" }}>
              {title} <span className="text-muted">{checks.join(", ")}</span>
            </FactLine>
          ))}
        </FactGroup>
      ) : null}
      {record.against.length > 0 ? (
        <FactGroup name="Stood against GO">
          {record.against.map((text) => (
            <FactLine key={text} look={{ ...meanings.warned, word: "" }}>
              {text}
            </FactLine>
          ))}
        </FactGroup>
      ) : null}
      {record.statement ? (
        <FactGroup name="Statement">
          <li className="italic">“{record.statement}”</li>
        </FactGroup>
      ) : null}
      <Evidence record={record} />
      <section>
        <h3 className="mb-1.5 text-[0.6875rem] tracking-[0.08em] text-muted uppercase">Taken on</h3>
        <dl className="grid gap-1.5">
          <Hash name="Runbook" hash={record.runbookSha256} what="the runbook's SHA-256" />
          <Hash
            name={`Log up to event ${record.basis.seq}`}
            hash={record.basis.headHash}
            what="the head hash that the decision was taken on"
          />
        </dl>
      </section>
      <p className="text-[0.8125rem] text-muted">
        Recorded as event {record.seq} at{" "}
        <Instant iso={record.at} zone={state.timeZone} style="full" withZone />.
      </p>
    </article>
  );
}

function Head({ record }: { record: RecordState }) {
  const { state } = useRoom();
  const scope = scopeTitles(record, state);
  return (
    <div className="grid gap-1.5">
      <p className="flex flex-wrap items-center gap-2.5">
        <StatePill state={meaningOf(record.verdict)} />
        {record.drill ? <Badge tone="rollback">DRILL</Badge> : null}
        {record.question ? <span className="font-semibold">{record.question}</span> : null}
      </p>
      <p>
        D-{record.number}, {record.decider.name} at{" "}
        <Instant iso={record.at} zone={state.timeZone} style="clock" />: {record.reason}
      </p>
      {scope ? <p className="text-rollback">Part of the plan: {scope.join(" · ")}</p> : null}
      {record.follows ? (
        <p className="text-muted">
          Something was changed already; ordered next: {record.follows === "halt" ? "HALT" : "ROLLBACK"}.
        </p>
      ) : null}
      {record.staleScreen ? <p className="text-hold">Recorded from a screen that was behind.</p> : null}
    </div>
  );
}

function Answers({ record }: { record: RecordState }) {
  if (record.answers.length === 0 && record.silent.length === 0) return null;
  return (
    <FactGroup name="Poll">
      {record.answers.map((answer) => (
        <AnswerLine key={answer.role} answer={answer} dissent={isDissent(answer, record)} />
      ))}
      {record.silent.map((role) => (
        <SilentLine key={role} role={role} />
      ))}
    </FactGroup>
  );
}

function AnswerLine({ answer, dissent }: { answer: PollAnswer; dissent: boolean }) {
  const { state } = useRoom();
  return (
    <FactLine look={meaningOf(answer.answer)}>
      {roleName(state.roles, answer.role)} <span className="text-muted">{answer.by.name}</span>
      {dissent ? (
        <Badge tone="hold" className="ml-2">
          dissent
        </Badge>
      ) : null}
      {answer.reason ? <span className="block text-muted">“{answer.reason}”</span> : null}
    </FactLine>
  );
}

function SilentLine({ role }: { role: string }) {
  const { state } = useRoom();
  return <FactLine look={{ ...meanings.waiting, word: "silent" }}>{roleName(state.roles, role)}</FactLine>;
}

function Evidence({ record }: { record: RecordState }) {
  if (record.evidence.length === 0) return null;
  return (
    <details>
      <summary className="cursor-pointer text-[0.8125rem] text-muted">
        {record.evidence.length === 1 ? "1 artifact" : `${record.evidence.length} artifacts`} with their
        hashes
      </summary>
      <dl className="mt-2 grid gap-1.5">
        {record.evidence.map(({ name, sha256 }) => (
          <Hash key={`${name}-${sha256}`} name={name} hash={sha256} what={`the SHA-256 of ${name}`} />
        ))}
      </dl>
    </details>
  );
}

function Hash({ name, hash, what }: { name: string; hash: string; what: string }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <dt className="min-w-0 break-words text-muted">{name}</dt>
      <dd className="flex items-center gap-2 font-mono text-xs">
        <span title={hash}>{hash.slice(0, 16)}…</span>
        <CopyButton text={hash} what={what} compact />
      </dd>
    </div>
  );
}

const resultLooks: Record<RecordState["criteria"][number]["result"], Meaning> = {
  pass: meanings.passed,
  "not-computed": { ...meanings.warned, word: "not computed" },
  warn: meanings.warned,
  fail: meanings.failed,
  open: { ...meanings.waiting, word: "open" },
  stated: { ...meanings.waiting, word: "the decider's word" },
};
