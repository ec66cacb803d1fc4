"use client";

import { type ReactNode, useState, useSyncExternalStore } from "react";
import type { PersonAnswer } from "@/lib/protocol/http";
import { Button } from "../ui/button";
import { ErrorNote } from "../ui/error-note";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { KindChoice } from "./kind-choice";
import { localValue } from "./local-time";
import { noTime, type PlanEntries, type PlanErrors, type PlanRequest, planRequest } from "./plan-request";
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
    const made = planRequest({ slug, version }, { ...entries, roles, variables });
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
      </Part>
      {subject.variables.length > 0 ? (
        <Part title="Variables">
          <div className="grid gap-4 sm:grid-cols-2">
            {subject.variables.map((name) => (
              <Field key={name} label={<code className="font-mono">{`{{${name}}}`}</code>}>
                {(control) => (
                  <Input
                    {...control}
                    mono
                    name={`variable-${name}`}
                    value={entries.variables[name] ?? ""}
                    onChange={(event) =>
                      enter({ variables: { ...entries.variables, [name]: event.target.value } })
                    }
                  />
                )}
              </Field>
            ))}
          </div>
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
