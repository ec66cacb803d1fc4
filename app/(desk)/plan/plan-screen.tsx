"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PlanForm, type PlanSubject } from "@/components/plan/plan-form";
import type { PlanRequest } from "@/components/plan/plan-request";
import { buttonStyle } from "@/components/ui/button";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Select } from "@/components/ui/select";
import type { PersonAnswer, PlannedAnswer, RunbookSummary } from "@/lib/protocol/http";
import { type Problem, postJson } from "../call-api";

interface PlanScreenProps {
  runbooks: RunbookSummary[];
  people: PersonAnswer[];
  zones: string[];
  suggestedT0Ms: number;
  subject: PlanSubject & { sha256: string };
}

export function PlanScreen({ runbooks, subject, ...rest }: PlanScreenProps) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [planned, setPlanned] = useState<PlannedAnswer | null>(null);

  const plan = async (request: PlanRequest) => {
    setBusy(true);
    setProblem(null);
    const answer = await postJson<PlannedAnswer>("/api/runs", request);
    if (!answer.ok) {
      setBusy(false);
      return setProblem(answer.problem);
    }
    if (gapsOf(answer.value).length === 0) return router.push(`/runs/${answer.value.runId}`);
    setPlanned(answer.value);
  };

  if (planned) return <PlannedWithGaps planned={planned} />;
  return (
    <>
      <VersionChoice runbooks={runbooks} subject={subject} />
      <PlanForm
        {...rest}
        subject={subject}
        busy={busy}
        onPlan={plan}
        problem={
          problem ? (
            <ErrorNote title={problem.message} rule={problem.rule} missing={problem.missing}>
              Nothing was planned. What you entered is kept.
            </ErrorNote>
          ) : null
        }
      />
    </>
  );
}

/** Which runbook and version: choosing loads its roles and variables, and keeps what was typed. */
function VersionChoice({ runbooks, subject }: Pick<PlanScreenProps, "runbooks" | "subject">) {
  const router = useRouter();
  const go = (slug: string, version?: string) =>
    router.replace(`/plan?runbook=${encodeURIComponent(slug)}${version ? `&version=${version}` : ""}`, {
      scroll: false,
    });
  const latest = runbooks.find(({ slug }) => slug === subject.slug)?.latestVersion ?? subject.version;
  return (
    <div className="mb-8 grid gap-4 rounded-2xl border border-line bg-panel px-5 py-4 sm:grid-cols-[minmax(0,1fr)_9rem]">
      <Field
        label="Runbook"
        hint={<code className="break-all font-mono text-xs">SHA-256 {subject.sha256.slice(0, 32)}…</code>}
      >
        {(control) => (
          <Select {...control} value={subject.slug} onChange={(event) => go(event.target.value)}>
            {runbooks.map(({ slug, title }) => (
              <option key={slug} value={slug}>
                {title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Version">
        {(control) => (
          <Select
            {...control}
            value={subject.version}
            onChange={(event) => go(subject.slug, event.target.value)}
          >
            {Array.from({ length: latest }, (_, index) => latest - index).map((version) => (
              <option key={version} value={version}>
                {version}
                {version === latest ? " (latest)" : ""}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}

/** What the answer names as missing, each in the words of the list below. */
function gapsOf({ missingRoles, missingVariables, missingDeputy }: PlannedAnswer): string[] {
  return [
    ...missingRoles.map(({ name }) => `Somebody as ${name}`),
    ...(missingDeputy ? ["A deputy, who may assume command"] : []),
    ...missingVariables.map((name) => `A value for {{${name}}}`),
  ];
}

/** The run is planned, and says what is still missing before it can start. */
function PlannedWithGaps({ planned }: { planned: PlannedAnswer }) {
  return (
    <div role="status" className="rounded-2xl border border-line bg-panel px-6 py-6">
      <p className="flex items-center gap-2 text-lg font-[650] text-go">
        <Icon name="check" className="size-5" /> The run is planned
      </p>
      <p className="mt-3">Before it can start, it takes:</p>
      <ul className="mt-1 list-disc pl-5 font-medium break-words text-hold">
        {gapsOf(planned).map((gap) => (
          <li key={gap}>{gap}</li>
        ))}
      </ul>
      <p className="mt-1 text-[0.8125rem] text-muted">All of it is given in the war room.</p>
      <Link
        href={`/runs/${planned.runId}`}
        className={buttonStyle({ variant: "primary", size: "lg", className: "mt-5" })}
      >
        Open the war room
      </Link>
    </div>
  );
}
