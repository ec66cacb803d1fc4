import type { RunbookDefinition } from "@/lib/run/definition";
import { ErrorNote } from "../ui/error-note";

/** What the document says of itself, and what its policy asks for. */
export function DocumentFacts({ definition }: { definition: RunbookDefinition }) {
  const { metadata, policy } = definition;
  const facts = [
    ...Object.entries(metadata).map(([key, value]) => [spoken(key), value] as const),
    ...(policy.approvals > 0 ? [["Approvals", String(policy.approvals)] as const] : []),
    ...(policy.rehearsal === "none" ? [] : [["Rehearsal", policy.rehearsal] as const]),
    ...(policy.environments.length > 0 ? [["Environments", policy.environments.join(", ")] as const] : []),
  ];
  return (
    <div className="space-y-3">
      {policy.productionForbidden ? (
        <ErrorNote tone="hold" title="Production is not authorized by this document">
          It can be planned as a rehearsal only.
        </ErrorNote>
      ) : null}
      {facts.length > 0 ? (
        <dl className="grid gap-x-6 gap-y-1.5 text-[0.8125rem] sm:grid-cols-2">
          {facts.map(([key, value]) => (
            <div key={key} className="flex min-w-0 gap-2">
              <dt className="shrink-0 text-muted">{key}</dt>
              <dd className="min-w-0 font-medium">{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </div>
  );
}

/** A recognised name such as `releaseTag` as people write it; a name from the document stays as it is. */
function spoken(key: string): string {
  const words = key.replace(
    /([a-z])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
}
