"use client";

import { useRef } from "react";
import { transcriptFiles } from "./record-files";
import { useRoom } from "./room-context";

/** Takes the timeline along as a file, in the form that the reader needs. */
export function TimelineExport() {
  const { runId } = useRoom();
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (menu.current) menu.current.open = false;
  };
  return (
    <details
      ref={menu}
      className="relative ml-auto text-[0.78125rem]"
      onKeyDown={(event) => (event.key === "Escape" ? close() : undefined)}
    >
      <summary className="rounded-md px-2 py-1 font-[650] text-muted hover:bg-raised hover:text-text">
        Export
      </summary>
      <ul className="absolute right-0 z-20 mt-1 grid min-w-36 rounded-lg border border-line bg-panel p-1 shadow-card">
        {transcriptFiles(runId).map(({ word, href }) => (
          <li key={href}>
            <a href={href} download onClick={close} className="block rounded-md px-3 py-1.5 hover:bg-raised">
              {word}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
