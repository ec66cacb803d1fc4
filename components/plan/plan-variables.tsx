import { Field } from "../ui/field";
import { Icon } from "../ui/icon";
import { Input } from "../ui/input";

interface PlanVariablesProps {
  names: string[];
  value: Record<string, string>;
  onChange: (value: Record<string, string>) => void;
}

/** A plain field for each `{{NAME}}` of the text; one that is empty is marked, and bars the start, not the plan. */
export function PlanVariables({ names, value, onChange }: PlanVariablesProps) {
  const missing = names.filter((name) => (value[name] ?? "").trim() === "");
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        {names.map((name) => (
          <Field
            key={name}
            label={<code className="font-mono">{`{{${name}}}`}</code>}
            aside={missing.includes(name) ? "missing" : undefined}
          >
            {(control) => (
              <Input
                {...control}
                mono
                autoComplete="off"
                name={`variable-${name}`}
                value={value[name] ?? ""}
                onChange={(event) => onChange({ ...value, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <p role="status" className="text-[0.8125rem]">
        {missing.length > 0 ? (
          <span className="text-hold">
            <Icon name="triangle" className="mr-1.5 size-3.5 align-[-0.15em]" />
            Without a value: {missing.join(", ")}. The run can be planned, and starts only once each has one.
          </span>
        ) : (
          <span className="text-go">
            <Icon name="check" className="mr-1.5 size-3.5 align-[-0.15em]" />
            Every variable has a value.
          </span>
        )}
      </p>
      <p className="text-[0.8125rem] text-muted">
        No passwords or keys: they would stay on the run's log for good.
      </p>
    </>
  );
}
