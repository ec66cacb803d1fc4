import type { RunbookDefinition } from "@/lib/run/definition";
import { Badge } from "../ui/badge";
import { LineRef, Linked } from "./linked";

/** What has to be attached, and before what. */
export function EvidenceList({ evidence }: { evidence: RunbookDefinition["evidence"] }) {
  return (
    <ul className="divide-y divide-line/60 rounded-xl border border-line bg-panel">
      {evidence.map((item) => (
        <Linked
          key={item.name}
          as="li"
          line={item.line}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2"
        >
          <code className="min-w-0 grow font-mono text-[0.8125rem]">{item.name}</code>
          {item.kind === "reference" ? <Badge>by reference</Badge> : null}
          {item.requiredBefore ? (
            <span className="text-xs text-muted">before {item.requiredBefore}</span>
          ) : null}
          <LineRef line={item.line} />
        </Linked>
      ))}
    </ul>
  );
}
