import { Field } from "../ui/field";
import { Icon } from "../ui/icon";
import { Input } from "../ui/input";
import { sizeText } from "./evidence-name";

interface FileRowProps {
  name: string;
  /** The file's own name, where it is a file. */
  from?: string;
  size: number | null;
  problem: string | null;
  onName: (name: string) => void;
  onDrop?: () => void;
}

/** The name under which a file or a text is filed; the names that are owed are suggested. */
export function FileRow({ name, from, size, problem, onName, onDrop }: FileRowProps) {
  const own = from ? `${from}${size === null ? "" : ` · ${sizeText(size)}`}` : undefined;
  return (
    <div className="flex items-start gap-2">
      <Field label={from ? "File it as" : "Name"} hint={own} error={problem} className="flex-1">
        {(control) => (
          <Input
            {...control}
            mono
            list="owed-evidence"
            autoComplete="off"
            spellCheck={false}
            value={name}
            onChange={(event) => onName(event.target.value)}
          />
        )}
      </Field>
      {onDrop ? (
        <button
          type="button"
          aria-label={`Leave out ${from ?? name}`}
          onClick={onDrop}
          className="mt-6 grid size-9 place-items-center rounded-lg text-muted hover:bg-raised hover:text-text"
        >
          <Icon name="cross" />
        </button>
      ) : null}
    </div>
  );
}
