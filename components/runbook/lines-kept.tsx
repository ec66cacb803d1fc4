import type { RunbookDefinition } from "@/lib/run/definition";
import { Icon } from "../ui/icon";

/** "Nothing is lost": every line of the document is structure, kept text, or blank. */
export function LinesKept({ lines }: { lines: RunbookDefinition["lines"] }) {
  const share = (count: number) => `${(count / Math.max(1, lines.total)) * 100}%`;
  return (
    <div className="text-[0.8125rem]">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <span className="inline-flex items-center gap-1.5 font-semibold text-go">
          <Icon name="check" className="size-3.5" /> Nothing is lost
        </span>
        <span className="text-muted">
          <b className="font-mono font-semibold text-text">{lines.placed}</b> of {lines.total} lines placed,{" "}
          <b className="font-mono font-semibold text-text">{lines.prose}</b> kept as text, {lines.blank} blank
        </span>
      </p>
      <div className="mt-1.5 flex h-1 gap-px overflow-hidden rounded-full bg-raised" aria-hidden="true">
        <span className="bg-go" style={{ width: share(lines.placed) }} />
        <span className="bg-live" style={{ width: share(lines.prose) }} />
      </div>
    </div>
  );
}
