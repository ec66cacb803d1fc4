import { Field } from "../ui/field";
import { Textarea } from "../ui/textarea";

interface ReasonFieldProps {
  label?: string;
  value: string;
  onChange: (reason: string) => void;
}

/** Two lines for the reason that a command carries. */
export function ReasonField({ label = "Reason", value, onChange }: ReasonFieldProps) {
  return (
    <Field label={label}>
      {(control) => (
        <Textarea {...control} rows={2} value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}
