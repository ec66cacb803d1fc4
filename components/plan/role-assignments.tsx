"use client";

import type { PersonAnswer } from "@/lib/protocol/http";
import { Badge } from "../ui/badge";
import { Icon } from "../ui/icon";
import { Select } from "../ui/select";
import type { PlanRole } from "./required-roles";

interface RoleAssignmentsProps {
  roles: PlanRole[];
  people: PersonAnswer[];
  /** E-mail by role key. */
  value: Record<string, string>;
  onChange: (value: Record<string, string>) => void;
}

/** Who does what. One person may hold several roles; a required role that nobody holds is named. */
export function RoleAssignments({ roles, people, value, onChange }: RoleAssignmentsProps) {
  const missing = roles.filter((role) => role.required && !value[role.key]);
  return (
    <fieldset>
      <legend className="sr-only">People in roles</legend>
      <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-panel">
        {roles.map((role) => (
          <li
            key={role.key}
            className="grid items-center gap-x-5 gap-y-1.5 px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_17rem]"
          >
            <label
              htmlFor={`role-${role.key}`}
              className="flex min-w-0 flex-wrap items-center gap-2 font-medium"
            >
              {role.name}
              {role.capability === "decider" ? (
                <Badge tone="live" solid>
                  decider
                </Badge>
              ) : null}
              {role.required ? null : (
                <span className="text-[0.8125rem] font-normal text-muted">optional</span>
              )}
            </label>
            <Select
              id={`role-${role.key}`}
              name={`role-${role.key}`}
              value={value[role.key] ?? ""}
              onChange={(event) => onChange({ ...value, [role.key]: event.target.value })}
            >
              <option value="">nobody yet</option>
              {people.map((person) => (
                <option key={person.personId} value={person.email}>
                  {person.name} ({person.email})
                </option>
              ))}
            </Select>
          </li>
        ))}
      </ul>
      <p role="status" className="mt-2 text-[0.8125rem]">
        {missing.length > 0 ? (
          <span className="text-hold">
            <Icon name="triangle" className="mr-1.5 size-3.5 align-[-0.15em]" />
            Not held yet: {missing.map((role) => role.name).join(", ")}. The run can be planned, and starts
            only once {missing.length === 1 ? "it is" : "they are"}.
          </span>
        ) : (
          <span className="text-go">
            <Icon name="check" className="mr-1.5 size-3.5 align-[-0.15em]" />
            Every required role is held.
          </span>
        )}
      </p>
    </fieldset>
  );
}
