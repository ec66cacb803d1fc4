"use client";

import { useNow } from "@/lib/client/use-now";
import { CopyButton } from "../ui/copy-button";
import { meanings } from "../ui/meaning";
import { CompletionCriteria } from "./completion-criteria";
import { Panel } from "./panel";
import { rhythmText } from "./rhythm-text";
import { useRoom } from "./room-context";

/** After GO: what is watched and how often, and which criteria still stand between here and complete. */
export function HypercarePanel() {
  const { state } = useRoom();
  const since = state.hypercareAt ?? state.goAt;
  return (
    <Panel
      look={meanings.hypercare}
      title={state.declaredAt ? "Declared complete; obligations go on" : "GO is recorded. Hypercare"}
    >
      {since ? <Schedule since={since} /> : null}
      {state.hypercare.focus.length > 0 ? (
        <p>
          <b className="font-semibold">Watch</b>{" "}
          <span className="text-muted">{state.hypercare.focus.join(" · ")}</span>
        </p>
      ) : null}
      {state.hypercare.checks.map((check) => (
        <div key={check.text} className="flex items-center gap-3">
          <span className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <span>
              {check.text}
              {check.everyMinutes ? (
                <span className="text-muted"> {rhythmText(check.everyMinutes)}</span>
              ) : null}
            </span>
            {check.command ? (
              <code className="min-w-0 font-mono text-[0.8125rem] text-muted">{check.command}</code>
            ) : null}
          </span>
          {check.command ? <CopyButton text={check.command} what="the command" /> : null}
        </div>
      ))}
      <CompletionCriteria />
    </Panel>
  );
}

function Schedule({ since }: { since: string }) {
  const { state } = useRoom();
  const minutes = (useNow() - Date.parse(since)) / 60_000;
  return (
    <ul className="flex flex-wrap gap-2 text-[0.8125rem]">
      {state.hypercare.schedule.map((window) => {
        const now = minutes >= window.from && minutes < window.to;
        return (
          <li
            key={window.text}
            className={
              now
                ? "rounded-md border border-live px-2 py-0.5 text-live"
                : "rounded-md border border-line px-2 py-0.5 text-muted"
            }
          >
            {now ? "now: " : ""}
            {window.text}
          </li>
        );
      })}
    </ul>
  );
}
