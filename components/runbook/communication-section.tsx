import type { RunbookDefinition } from "@/lib/run/definition";
import { InlineText } from "./inline-text";
import { LineRef, Linked } from "./linked";
import { minutesLabel } from "./offset-label";

/** Message templates, and how often the room has to report. */
export function CommunicationSection({
  communications,
}: {
  communications: RunbookDefinition["communications"];
}) {
  const { templates, cadence, channels } = communications;
  return (
    <div className="space-y-3">
      {templates.length > 0 ? (
        <ul className="divide-y divide-line/60 rounded-xl border border-line bg-panel">
          {templates.map((template) => (
            <Linked
              key={template.id}
              as="li"
              line={template.line}
              className="flex items-start gap-3 px-4 py-2"
            >
              <div className="min-w-0 grow">
                <p className="text-[0.8125rem] font-semibold">{template.name}</p>
                {template.text === template.name ? null : (
                  <p className="whitespace-pre-wrap text-[0.8125rem] text-muted">
                    <InlineText text={template.text} />
                  </p>
                )}
              </div>
              <LineRef line={template.line} />
            </Linked>
          ))}
        </ul>
      ) : null}
      {cadence.length > 0 ? (
        <ul className="grid gap-2 sm:grid-cols-2 xl:grid-cols-3">
          {cadence.map((rule) => (
            <Linked
              key={rule.line}
              as="li"
              line={rule.line}
              className="flex items-start gap-2 rounded-lg border border-line px-3 py-2 text-[0.8125rem]"
            >
              <span className="min-w-0 grow">
                <b className="block font-mono font-semibold">every {minutesLabel(rule.everyMinutes)}</b>
                <span className="text-muted">
                  <InlineText text={rule.text} />
                </span>
              </span>
              <LineRef line={rule.line} />
            </Linked>
          ))}
        </ul>
      ) : null}
      {channels.length > 0 ? (
        <p className="text-[0.8125rem] text-muted">Channels: {channels.join(", ")}</p>
      ) : null}
    </div>
  );
}
