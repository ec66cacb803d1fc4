import type { RunbookDefinition } from "@/lib/run/definition";
import { InlineText } from "./inline-text";
import { LineRef, Linked } from "./linked";
import { minutesLabel } from "./offset-label";

/** What is watched after GO, and how often. */
export function HypercareSection({ hypercare }: { hypercare: RunbookDefinition["hypercare"] }) {
  return (
    <div className="space-y-3 text-[0.8125rem]">
      {hypercare.schedule.length > 0 ? (
        <ol className="grid gap-2 sm:grid-cols-3">
          {hypercare.schedule.map((window) => (
            <Linked
              key={window.line}
              as="li"
              line={window.line}
              className="flex items-start gap-2 rounded-lg border border-line px-3 py-2"
            >
              <span className="min-w-0 grow">
                <b className="block font-mono font-semibold">every {minutesLabel(window.everyMinutes)}</b>
                <span className="text-muted">
                  {minutesLabel(window.from)} to {minutesLabel(window.to)} after GO
                </span>
              </span>
              <LineRef line={window.line} />
            </Linked>
          ))}
        </ol>
      ) : null}
      {hypercare.checks.length > 0 ? (
        <ul className="divide-y divide-line/60 rounded-xl border border-line bg-panel">
          {hypercare.checks.map((check) => (
            <Linked
              key={`${check.line}-${check.text}`}
              as="li"
              line={check.line}
              className="flex items-start gap-3 px-4 py-2"
            >
              <div className="min-w-0 grow">
                <InlineText text={check.text} />
                {check.command ? (
                  <code className="mt-0.5 block font-mono text-xs text-muted">{check.command}</code>
                ) : null}
                {check.onFail ? <p className="text-muted">On FAIL: {check.onFail}</p> : null}
              </div>
              {check.everyMinutes === null ? null : (
                <span className="font-mono text-xs text-muted">every {minutesLabel(check.everyMinutes)}</span>
              )}
              <LineRef line={check.line} />
            </Linked>
          ))}
        </ul>
      ) : null}
      {hypercare.focus.length > 0 ? (
        <p className="text-muted">
          <b className="font-semibold text-text">Focus</b> {hypercare.focus.join(" · ")}
        </p>
      ) : null}
    </div>
  );
}
