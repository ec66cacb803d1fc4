"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { CommandDraft } from "@/lib/client/command-draft";
import type { Rejection } from "@/lib/run/rejections";
import type { RunStatus } from "@/lib/run/state";
import { Button } from "../ui/button";
import { Kbd } from "../ui/kbd";
import { parseEntry } from "./parse-entry";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { useStoredText } from "./use-stored-text";

/** A closed run takes nothing from anybody; else it is the missing role that bars. */
function placeholder(status: RunStatus, barred: Rejection | null): string {
  if (!barred) return "Log what happened…";
  if (status === "closed") return "Closed and sealed: nothing is added any more";
  return barred.code === "forbidden" ? "Only people with a role write here" : barred.message;
}

/** The line for what happened: `/` comes here, Enter logs it, Shift-Enter breaks it. */
export function Composer() {
  const { runId, state, me, events, send, refuse, nowIso } = useRoom();
  const { correcting, correct } = useRoomUi();
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useStoredText(`holdpoint:composer:${runId}:${me.personId}`);
  const [problem, setProblem] = useState<string | null>(null);
  const original = correcting === null ? null : events.find((event) => event.seq === correcting);
  const barred = refuse({ type: "LogEntry", payload: { text: "asked" } });

  useEffect(() => {
    if (correcting === null) return;
    box.current?.focus();
  }, [correcting]);

  function log() {
    const draft = draftOf();
    if (typeof draft === "string") {
      setProblem(draft);
      return;
    }
    const refused = refuse(draft);
    if (refused) {
      setProblem(refused.message);
      return;
    }
    setProblem(null);
    setText("");
    correct(null);
    // Not awaited: the next line is typed while this one is on its way; it shows as sending meanwhile.
    void send(draft);
  }

  function draftOf(): CommandDraft | string {
    if (correcting !== null) {
      const corrected = text.trim();
      return corrected === ""
        ? "Write how it should read."
        : { type: "CorrectEntry", payload: { entrySeq: correcting, text: corrected } };
    }
    const parsed = parseEntry(text, state.timeZone, Date.parse(nowIso()));
    if (!parsed.ok) return parsed.message;
    const { kind, occurredAt } = parsed;
    return { type: "LogEntry", payload: { text: parsed.text, kind, ...(occurredAt ? { occurredAt } : {}) } };
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      if (correcting !== null) correct(null);
      else box.current?.blur();
    }
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    log();
  };

  return (
    <div className="border-t border-line bg-panel px-4 py-3">
      {original ? (
        <p className="mb-1.5 flex items-baseline gap-2 text-xs text-hold">
          <span className="min-w-0 flex-1 truncate">
            Correcting #e{original.seq}: {original.type === "EntryLogged" ? original.payload.text : ""}
          </span>
          <button type="button" className="underline" onClick={() => correct(null)}>
            Cancel
          </button>
        </p>
      ) : null}
      <div className="relative">
        <textarea
          ref={box}
          data-composer
          aria-label={correcting === null ? "Log what happened" : "How the entry should read"}
          aria-describedby="composer-help"
          rows={1}
          value={text}
          disabled={barred !== null && text === ""}
          placeholder={placeholder(state.status, barred)}
          onChange={(event) => {
            setText(event.target.value);
            setProblem(null);
          }}
          onKeyDown={onKeyDown}
          enterKeyHint="send"
          className="field-sizing-content max-h-40 min-h-10 w-full resize-none rounded-lg border border-edge/70 bg-ground py-2.5 pr-16 pl-3 text-base leading-snug placeholder:text-muted focus-visible:outline-offset-0 disabled:border-line sm:text-sm"
        />
        {barred ? null : (
          <>
            <span
              className="pointer-events-none absolute top-2.5 right-2.5 flex gap-1 pointer-coarse:hidden"
              aria-hidden
            >
              <Kbd>/</Kbd>
              <Kbd>⏎</Kbd>
            </span>
            {/* For a thumb, whose keyboard may have no such key. */}
            <Button
              size="sm"
              variant="primary"
              className="absolute top-0.5 right-0.5 hidden! pointer-coarse:inline-flex!"
              disabled={text.trim() === ""}
              onClick={log}
            >
              Log
            </Button>
          </>
        )}
      </div>
      <p
        id="composer-help"
        className={
          problem ? "mt-1 text-xs text-halt" : text.startsWith("/") ? "mt-1 text-xs text-muted" : "sr-only"
        }
      >
        {problem ??
          "/at 02:14 text says when it happened; /decision, /action, /ref say what it is. Enter logs, Shift-Enter breaks the line."}
      </p>
    </div>
  );
}
