"use client";

import { watchOf } from "@/lib/run/hypercare-rounds";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { rhythmText } from "./rhythm-text";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";

/** The frequent checks: nobody records each look; they are attested with every update, and reported when they fail. */
export function HypercareWatch() {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const watch = watchOf(state);
  if (watch.length === 0) return null;
  return (
    <div className="grid gap-2">
      <h3 className="text-[0.6875rem] tracking-[0.08em] text-muted uppercase">
        Watched all the time, attested with each update
      </h3>
      <ul className="grid gap-1.5">
        {watch.map((check) => (
          <li key={check.text} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 flex-1">
              {check.text}
              <span className="text-muted">
                {check.everyMinutes ? ` ${rhythmText(check.everyMinutes)}` : ""}
                {check.onFail ? ` · on fail: ${check.onFail}` : ""}
              </span>
            </span>
            {check.command ? <CopyButton text={check.command} what={`the command of ${check.text}`} /> : null}
            {refuse({
              type: "RecordCheck",
              payload: { seriesId: check.text, result: "fail", note: "asked" },
            }) ? null : (
              <Button
                size="sm"
                variant="ghost"
                className="max-lg:min-h-11"
                onClick={() => openDialog({ kind: "check-result", seriesId: check.text, result: "fail" })}
              >
                FAIL…
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
