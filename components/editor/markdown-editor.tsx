"use client";

import { type RefObject, useEffect, useId, useRef, useState } from "react";
import type { EditorEvents, EditorHandle } from "./editor-handle";
import { plainEditor } from "./plain-editor";

interface MarkdownEditorProps {
  /** The text to begin with; later ones come through the handle. Another text is another `key`. */
  text: string;
  events: EditorEvents;
  handle: RefObject<EditorHandle | null>;
  /** The handle is there, and can be told what was found. */
  onReady: () => void;
}

/** The one editor of runbooks. Its code comes after the page; where it does not come, a plain text field stands in. */
export function MarkdownEditor({ text, events, handle, onReady }: MarkdownEditorProps) {
  const [state, setState] = useState<"coming" | "ready" | "failed">("coming");
  const keysId = useId();
  const place = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const latest = useRef({ text, events, onReady });
  latest.current = { ...latest.current, events, onReady };

  useEffect(() => {
    let gone = false;
    const { text: first } = latest.current;
    const current: EditorEvents = {
      onText: (value) => latest.current.events.onText(value),
      onLine: (line) => latest.current.events.onLine(line),
      onRemark: (remark) => latest.current.events.onRemark(remark),
      onCorrected: (suggestion) => latest.current.events.onCorrected(suggestion),
    };
    import("./create-editor").then(
      ({ createEditor }) => {
        if (gone || !place.current) return;
        handle.current = createEditor({
          parent: place.current,
          text: first,
          describedBy: keysId,
          events: current,
        });
        setState("ready");
        latest.current.onReady();
      },
      () => {
        if (gone || !area.current) return;
        handle.current = plainEditor(area.current, current);
        setState("failed");
        latest.current.onReady();
      },
    );
    return () => {
      gone = true;
      handle.current?.destroy();
      handle.current = null;
    };
  }, [handle, keysId]);

  return (
    <div className="relative flex min-h-0 grow flex-col bg-ground">
      <p id={keysId} className="sr-only">
        F8 goes to the next remark of the importer, Shift F8 to the one before; Control and full stop applies
        its correction. Inside an annotation, suggestions open as you type. Tab leaves the text.
      </p>
      <div ref={place} className="min-h-0 grow overflow-hidden pt-2" hidden={state === "failed"} />
      <textarea
        ref={area}
        hidden={state !== "failed"}
        aria-label="Markdown source"
        aria-describedby={keysId}
        defaultValue={text}
        spellCheck={false}
        autoCapitalize="off"
        className="min-h-0 w-full grow resize-none bg-transparent px-3 py-3 font-mono text-[0.8125rem] leading-5"
      />
      {state === "coming" ? <Coming text={text} /> : null}
    </div>
  );
}

/** The first lines as they will stand, so that nothing jumps when the editor comes. */
function Coming({ text }: { text: string }) {
  return (
    <pre
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 overflow-hidden pt-2 pl-17 font-mono text-[0.8125rem] leading-5 whitespace-pre-wrap text-muted"
    >
      {text.slice(0, 4_000)}
    </pre>
  );
}
