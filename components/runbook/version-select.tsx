import { Field } from "../ui/field";
import { Select } from "../ui/select";

/** A version that can be picked from a list. */
export interface VersionChoice {
  slug: string;
  title: string;
  version: number;
}

/** `orders-cutover@3`: a version as it stands in an address. */
export function versionName({ slug, version }: Pick<VersionChoice, "slug" | "version">): string {
  return `${slug}@${version}`;
}

/** The version that an address names; null for what names none. */
export function versionNamed(name: string | undefined): { slug: string; version: number } | null {
  const match = /^([a-z0-9][a-z0-9-]{0,99})@([1-9]\d{0,8})$/.exec(name ?? "");
  return match?.[1] === undefined ? null : { slug: match[1], version: Number(match[2]) };
}

interface VersionSelectProps {
  label: string;
  name: string;
  choices: readonly VersionChoice[];
  value: string | null;
  className?: string;
}

/** A list of versions, those of one runbook together. */
export function VersionSelect({ label, name, choices, value, className }: VersionSelectProps) {
  const slugs = [...new Set(choices.map((choice) => choice.slug))];
  return (
    <Field label={label} className={className}>
      {(control) => (
        <Select {...control} name={name} defaultValue={value ?? ""} required>
          {value === null ? <option value="">Choose a version</option> : null}
          {slugs.map((slug) => (
            <VersionGroup key={slug} choices={choices.filter((choice) => choice.slug === slug)} />
          ))}
        </Select>
      )}
    </Field>
  );
}

function VersionGroup({ choices }: Pick<VersionSelectProps, "choices">) {
  return (
    <optgroup label={choices[0]?.title ?? ""}>
      {choices.map((choice) => (
        <option key={choice.version} value={versionName(choice)}>
          Version {choice.version} of {choice.title}
        </option>
      ))}
    </optgroup>
  );
}
