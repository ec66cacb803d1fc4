import { Icon } from "@/components/ui/icon";

/** Who else has this runbook open in the editor. */
export function OtherEditors({ people }: { people: readonly { personId: string; name: string }[] }) {
  const names = people.map((person) => person.name);
  return (
    <p role="status" aria-label="Others in this runbook" className="text-[0.8125rem]">
      {names.length > 0 ? (
        <span className="tinted tone-hold inline-flex items-center gap-2 rounded-lg px-2.5 py-1 font-semibold">
          <Icon name="person" className="size-3.5" />
          {listed(names)} {names.length === 1 ? "is" : "are"} editing this, too
        </span>
      ) : null}
    </p>
  );
}

function listed(names: readonly string[]): string {
  const [first = "", second, ...rest] = names;
  if (second === undefined) return first;
  return rest.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${rest.length} more`;
}
