"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { uploadsOf } from "@/lib/client/evidence-uploads";
import { useStore } from "@/lib/client/store";
import { Icon } from "../ui/icon";
import { fileRefusal } from "./file-refusal";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";

/**
 * Takes files that are dropped anywhere in the room, and what is pasted where nothing is being written. Nothing is
 * sent before it has its name; a place that takes a file by itself is left to it.
 */
export function EvidenceIntake() {
  const { refuse, runId } = useRoom();
  const { dialog, openDialog } = useRoomUi();
  const { lastStored } = useStore(uploadsOf(runId).store);
  const [over, setOver] = useState(false);
  const barred = fileRefusal(refuse, "asked", 1);
  const open = dialog !== null;

  const take = useEffectEvent((files: readonly File[], text?: string) => {
    if (open || barred || (files.length === 0 && !text)) return;
    openDialog({ kind: "file-evidence", files, ...(text ? { text } : {}), stepId: null });
  });
  const show = useEffectEvent((dragging: boolean) => setOver(dragging && !open));

  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      // Also where it is not taken: a file let go beside its place must never replace the room.
      event.preventDefault();
      show(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) show(false);
    };
    const onDrop = (event: DragEvent) => {
      show(false);
      if (!hasFiles(event.dataTransfer)) return;
      const taken = event.defaultPrevented;
      event.preventDefault();
      if (!taken) take([...(event.dataTransfer?.files ?? [])]);
    };
    const onPaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (event.defaultPrevented || (files.length === 0 && isWriting(event.target))) return;
      const text = files.length === 0 ? event.clipboardData?.getData("text/plain") : undefined;
      // The dialog takes the focus at once: left to itself, the browser would paste the text into it once more.
      event.preventDefault();
      take(files, text);
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    window.addEventListener("paste", onPaste);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
      window.removeEventListener("paste", onPaste);
    };
  }, []);

  return (
    <>
      <p role="status" className="sr-only">
        {lastStored ? `${lastStored} is filed.` : ""}
      </p>
      {over ? (
        <div className="pointer-events-none fixed inset-3 z-30 grid place-items-center rounded-2xl border-2 border-dashed border-live bg-black/60 text-text">
          <p className="flex items-center gap-3 rounded-xl bg-panel px-5 py-4 text-base font-semibold shadow-card">
            <Icon name={barred ? "lock" : "upload"} />
            {barred ?? "Let go to file it as evidence"}
          </p>
        </div>
      ) : null}
    </>
  );
}

function hasFiles(data: DataTransfer | null): boolean {
  return data !== null && [...data.types].includes("Files");
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}
