"use client";

import { fetchPeople } from "@/lib/client/people";
import { whereabouts } from "@/lib/client/presence";
import type { PersonRef } from "@/lib/run/person";
import { Field } from "../ui/field";
import { Select } from "../ui/select";
import { knownPeople } from "./known-people";
import { useRoom } from "./room-context";
import { useFetched } from "./use-fetched";

interface PersonChoiceProps {
  label: string;
  value: PersonRef | null;
  onChange: (person: PersonRef | null) => void;
  /** People who are no answer here, by id. */
  except?: readonly string[];
  hint?: string;
}

/** Picks a person: who is in this run first, then everybody else with an account. */
export function PersonChoice({ label, value, onChange, except = [], hint }: PersonChoiceProps) {
  const { state, presence } = useRoom();
  const accounts = useFetched(fetchPeople);
  const here = knownPeople(state).filter(({ personId }) => !except.includes(personId));
  const known = new Set([...except, ...here.map(({ personId }) => personId)]);
  const others = (accounts.value ?? []).filter(({ personId }) => !known.has(personId));
  const all: PersonRef[] = [...here, ...others];
  const pick = (personId: string) => {
    const person = all.find((candidate) => candidate.personId === personId);
    onChange(person ? { personId: person.personId, name: person.name } : null);
  };
  return (
    <Field
      label={label}
      hint={accounts.problem ? `${accounts.problem} Only people of this run are listed.` : hint}
    >
      {(control) => (
        <Select {...control} value={value?.personId ?? ""} onChange={(event) => pick(event.target.value)}>
          <option value="">Choose…</option>
          <optgroup label="In this run">
            {here.map(({ personId, name }) => (
              <option key={personId} value={personId}>
                {name}
                {whereabouts(presence, personId).kind === "present" ? "" : " (not in the room)"}
              </option>
            ))}
          </optgroup>
          {others.length > 0 ? (
            <optgroup label="Other accounts">
              {others.map(({ personId, name, email }) => (
                <option key={personId} value={personId}>
                  {name} ({email})
                </option>
              ))}
            </optgroup>
          ) : null}
        </Select>
      )}
    </Field>
  );
}
