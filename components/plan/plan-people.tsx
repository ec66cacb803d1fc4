import type { PersonAnswer } from "@/lib/protocol/http";
import { Field } from "../ui/field";
import { formatInstant } from "../ui/instant-format";
import { meaningOf } from "../ui/meaning";
import { Select } from "../ui/select";

interface DeputyFieldProps {
  people: PersonAnswer[];
  /** E-mail; empty for nobody yet. */
  value: string;
  production: boolean;
  error?: string;
  onChange: (email: string) => void;
}

/** Who may assume command when the decider is gone. */
export function DeputyField({ people, value, production, error, onChange }: DeputyFieldProps) {
  return (
    <Field
      label="Deputy"
      error={error}
      aside={production && value === "" ? "needed before the start" : undefined}
      hint="May assume command once the decider is away for two minutes, or when half of a decision clock is gone."
    >
      {(control) => (
        <Select {...control} name="deputy" value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">nobody yet</option>
          {people.map((person) => (
            <option key={person.personId} value={person.email}>
              {person.name} ({person.email})
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

interface ContinuesFieldProps {
  runs: { runId: string; title: string; outcome: string; closedAt: string }[];
  zone: string;
  value: string;
  onChange: (runId: string) => void;
}

/** Resuming next night: a closed run whose results may be carried over. Not asked where there is none. */
export function ContinuesField({ runs, zone, value, onChange }: ContinuesFieldProps) {
  if (runs.length === 0) return null;
  return (
    <Field
      label="Continues an earlier run"
      hint="Its PASSes may be carried over once this run has started; preconditions never carry."
    >
      {(control) => (
        <Select
          {...control}
          name="continues"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">no, it starts afresh</option>
          {runs.map(({ runId, title, outcome, closedAt }) => (
            <option key={runId} value={runId}>
              {title}, {meaningOf(outcome).word}, {formatInstant(closedAt, zone, "short")}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
