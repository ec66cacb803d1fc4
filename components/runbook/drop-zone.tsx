"use client";

import { type ReactNode, useRef, useState } from "react";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";

interface DropZoneProps {
  onFiles: (files: File[]) => void;
  children: ReactNode;
  className?: string;
}

/** Takes files that are dropped anywhere on it. */
export function DropZone({ onFiles, children, className }: DropZoneProps) {
  const [over, setOver] = useState(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; ChooseFiles does the same by keyboard.
    <div
      className={cx("relative", className)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget instanceof Node ? event.relatedTarget : null))
          setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) onFiles(files);
      }}
    >
      {children}
      {over ? (
        <div className="pointer-events-none absolute inset-2 z-30 grid place-items-center rounded-2xl border-2 border-dashed border-live bg-ground/85">
          <p className="flex items-center gap-2 text-base font-[650] text-live">
            <Icon name="upload" className="size-5" /> Drop the Markdown here
          </p>
        </div>
      ) : null}
    </div>
  );
}

interface ChooseFilesProps {
  onFiles: (files: File[]) => void;
  primary?: boolean;
  children: ReactNode;
}

/** Opens the file dialog; several Markdown files at once are welcome. */
export function ChooseFiles({ onFiles, primary = false, children }: ChooseFilesProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant={primary ? "primary" : "line"}
        size={primary ? "lg" : "md"}
        onClick={() => input.current?.click()}
      >
        <Icon name="upload" /> {children}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept=".md,.markdown,.txt,text/markdown,text/plain"
        className="sr-only"
        tabIndex={-1}
        aria-label="Markdown files"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // Choosing the same file again has to count as a change.
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
