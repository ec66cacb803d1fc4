import type { DecisionPointDefinition } from "@/lib/run/definition";
import { Badge } from "../ui/badge";
import { Icon } from "../ui/icon";
import { InlineText } from "./inline-text";
import { LineRef, Linked } from "./linked";
import { offsetLabel } from "./offset-label";

interface DecisionCardProps {
  point: DecisionPointDefinition;
  roleNames: ReadonlyMap<string, string>;
}

/** A point where the decider says GO or NO-GO, with what has to be true, who is asked, and the words of it. */
export function DecisionCard({ point, roleNames }: DecisionCardProps) {
  const names = (keys: string[]) => keys.map((key) => roleNames.get(key) ?? key).join(", ");
  return (
    <article className="rounded-xl border border-live/40 bg-live/5">
      <Linked line={point.line} className="px-4 py-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Icon name="diamond" className="text-live" />
          <h3 className="text-[0.9375rem] font-[650]">{point.title}</h3>
          <Badge tone="live">{point.final ? "final decision" : `${point.position} decision`}</Badge>
          {point.implied ? <Badge>implied</Badge> : null}
          <span className="ml-auto font-mono text-sm text-muted">
            {point.offset === null ? "" : offsetLabel(point.offset)}
          </span>
          <LineRef line={point.line} />
        </div>
        {point.criteria.length > 0 ? (
          <ul className="mt-2 space-y-1 text-[0.8125rem]">
            {point.criteria.map((criterion) => (
              <Linked key={criterion.text} as="li" line={criterion.line} className="flex gap-2 px-1">
                <Icon name="ring" className="mt-0.5 size-3.5 text-muted" />
                <span className="min-w-0">
                  <InlineText text={criterion.text} />
                </span>
              </Linked>
            ))}
          </ul>
        ) : null}
        <dl className="mt-2 space-y-0.5 text-[0.8125rem] text-muted">
          {point.polledRoles.length > 0 ? (
            <div>
              <dt className="inline font-semibold text-text">Polled</dt>{" "}
              <dd className="inline">{names(point.polledRoles)}</dd>
            </div>
          ) : null}
          {point.signOffs.length > 0 ? (
            <div>
              <dt className="inline font-semibold text-text">Sign-off</dt>{" "}
              <dd className="inline">{names(point.signOffs)}</dd>
            </div>
          ) : null}
        </dl>
        {point.statement ? (
          <blockquote className="mt-2 border-l-2 border-live/50 pl-3 text-[0.8125rem] italic">
            “{point.statement.replace(/^["“]|["”]$/g, "")}”
          </blockquote>
        ) : null}
      </Linked>
    </article>
  );
}
