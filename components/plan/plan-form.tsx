"use client";

import { type ReactNode, useState, useSyncExternalStore } from "react";
import type { ApprovalAnswer, PersonAnswer } from "@/lib/protocol/http";
import { Button } from "../ui/button";
import { ErrorNote } from "../ui/error-note";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { KindChoice } from "./kind-choice";
import { localValue } from "./local-time";
import { PlanClearance } from "./plan-clearance";
import { ContinuesField, DeputyField } from "./plan-people";
import { noTime, type PlanEntries, type PlanErrors, type PlanRequest, planRequest } from "./plan-request";
import { PlanVariables } from "./plan-variables";
import type { PlanRole } from "./required-roles";
import { RoleAssignments } from "./role-assignments";
import { ZonedTimeField } from "./zoned-time-field";

/** The version that will be run. */
export interface PlanSubject {
  slug: string;
  version: number;
  title: string;
  roles: PlanRole[];
  variables: string[];
  productionForbidden: boolean;
  /** What production rests on, as it stands. */
  approvals: ApprovalAnswer[];
  authorId: string;
  policy: { approvals: number; rehearsal: "required" | "recommended" | "none" };
  /** Closed runs of the same runbook that this one may resume, the newest first. */
  closedRuns: { runId: string; title: string; outcome: string; closedAt: string }[];
}

interface PlanFormProps {
  subject: PlanSubject;
  people: PersonAnswer[];
  zones: string[];
  /** Suggested T-0 in milliseconds since the epoch. */
  suggestedT0Ms: number;
  busy: boolean;
  onPlan: (request: PlanRequest) => void;
  /** Answer of the server, shown beside the button. */
  problem: ReactNode;
}

/** The zone that the browser is in; the server does not know it and says UTC. */
function useLocalZone(): string {
  return useSyncExternalStore(
    () => () => {},
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => "UTC",
  );
}

export function PlanForm({ subject, people, zones, suggestedT0Ms, busy, onPlan, problem }: PlanFormProps) {
  const localZone = useLocalZone();
  const [typed, setTyped] = useState<Partial<PlanEntries>>({});
  const [errors, setErrors] = useState<PlanErrors>({});
  const timeZone = typed.timeZone ?? localZone;
  const entries: PlanEntries = {
    title: subject.title,
    kind: "rehearsal",
    t0: { local: localValue(suggestedT0Ms, timeZone), later: null },
    windowStart: noTime,
    windowEnd: noTime,
    variables: {},
    roles: {},
    deputy: "",
    continues: "",
    ...typed,
    timeZone,
  };
  const enter = (change: Partial<PlanEntries>) => {
    setErrors({});
    setTyped({ ...typed, ...change });
  };
  const submit = () => {
    // Another version may have been picked since: only its own roles and variables count.
    const roles = Object.fromEntries(subject.roles.map(({ key }) => [key, entries.roles[key] ?? ""]));
    const variables = Object.fromEntries(
      subject.variables.map((name) => [name, entries.variables[name] ?? ""]),
    );
    const { slug, version } = subject;
    const deciderRole = subject.roles.find(({ capability }) => capability === "decider")?.key;
    const continues = subject.closedRuns.some(({ runId }) => runId === entries.continues)
      ? entries.continues
      : "";
    const made = planRequest({ slug, version, deciderRole }, { ...entries, roles, variables, continues });
    if (made.ok) return onPlan(made.request);
    setErrors(made.errors);
  };

  return (
    <form
      noValidate
      className="space-y-8"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Part title="What">
        <Field label="Title" error={errors.title} hint="As the room and the stakeholders will read it">
          {(control) => (
            <Input
              {...control}
              name="title"
              value={entries.title}
              maxLength={200}
              onChange={(event) => enter({ title: event.target.value })}
            />
          )}
        </Field>
        <KindChoice
          value={entries.kind}
          onChange={(kind) => enter({ kind })}
          productionForbidden={subject.productionForbidden}
        />
        {entries.kind === "production" ? (
          <PlanClearance
            approvals={subject.approvals}
            authorId={subject.authorId}
            policy={subject.policy}
            versionHref={`/runbooks/${subject.slug}/v/${subject.version}`}
            timeZone={timeZone}
          />
        ) : null}
        <ContinuesField
          runs={subject.closedRuns}
          zone={timeZone}
          value={entries.continues}
          onChange={(continues) => enter({ continues })}
        />
      </Part>
      <Part title="When">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Time zone of the run" hint="Every time on every screen is shown in it">
            {(control) => (
              <Select
                {...control}
                name="timeZone"
                value={entries.timeZone}
                onChange={(event) => enter({ timeZone: event.target.value })}
              >
                {zones.includes(entries.timeZone) ? null : <option>{entries.timeZone}</option>}
                {zones.map((zone) => (
                  <option key={zone}>{zone}</option>
                ))}
              </Select>
            )}
          </Field>
          <ZonedTimeField
            label="T-0"
            name="t0"
            zone={entries.timeZone}
            value={entries.t0}
            onChange={(t0) => enter({ t0 })}
            error={errors.t0}
          />
          <ZonedTimeField
            label="Maintenance window from"
            name="windowStart"
            zone={entries.timeZone}
            value={entries.windowStart}
            onChange={(windowStart) => enter({ windowStart })}
            error={errors.windowStart}
            hint="Optional; gives the point of no return"
          />
          <ZonedTimeField
            label="Maintenance window to"
            name="windowEnd"
            zone={entries.timeZone}
            value={entries.windowEnd}
            onChange={(windowEnd) => enter({ windowEnd })}
            error={errors.windowEnd}
          />
        </div>
      </Part>
      <Part title="Who">
        <RoleAssignments
          roles={subject.roles}
          people={people}
          value={entries.roles}
          onChange={(roles) => enter({ roles })}
        />
        <DeputyField
          people={people}
          value={entries.deputy}
          production={entries.kind === "production"}
          error={errors.deputy}
          onChange={(deputy) => enter({ deputy })}
        />
      </Part>
      {subject.variables.length > 0 ? (
        <Part title="Variables">
          <PlanVariables
            names={subject.variables}
            value={entries.variables}
            onChange={(variables) => enter({ variables })}
          />
        </Part>
      ) : null}
      <div className="space-y-4 border-t border-line pt-5">
        {Object.keys(errors).length > 0 ? (
          <ErrorNote title="Not planned yet" missing={Object.values(errors)} tone="hold" />
        ) : null}
        {problem}
        <Button type="submit" variant="primary" size="lg" busy={busy}>
          {entries.kind === "production" ? "Plan the production run" : "Plan the rehearsal"}
        </Button>
      </div>
    </form>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-8 gap-y-4 lg:grid-cols-[8rem_minmax(0,1fr)]">
      <h2 className="text-[0.9375rem] font-[650]">{title}</h2>
      <div className="min-w-0 space-y-5">{children}</div>
    </section>
  );
}
