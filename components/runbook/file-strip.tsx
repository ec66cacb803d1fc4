"use client";

import Link from "next/link";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import type { Meaning } from "../ui/meaning";
import { StateWord } from "../ui/state-pill";
import { type Reading, remarksOf } from "./reading";
import { counted } from "./section";

/** A file on its way in. */
interface FileOfStrip {
  id: string;
  name: string;
  reading: Reading | null;
  /** Its review was opened. */
  seen: boolean;
  published: { slug: string; version: number } | null;
}

interface FileStripProps {
  files: readonly FileOfStrip[];
  current: string;
  onPick: (id: string) => void;
  onRemove: (id: string) => void;
}

/** Several files at once: which is under review, which are published, which nobody has looked at yet. */
export function FileStrip({ files, current, onPick, onRemove }: FileStripProps) {
  const published = files.filter((file) => file.published).length;
  const unseen = files.filter((file) => !file.seen && !file.published).length;
  return (
    <nav aria-label="Files on their way in" className="border-b border-line bg-ground px-4 pt-2 sm:px-6">
      <p className="text-xs text-muted" role="status">
        {counted(files.length, "file")} · {published} published · {unseen} not looked at yet
      </p>
      <ul className="-mx-1 flex gap-1.5 overflow-x-auto px-1 pt-1.5 pb-2">
        {files.map((file) => (
          <li
            key={file.id}
            className={cx(
              "flex shrink-0 items-stretch rounded-lg border",
              file.id === current ? "border-live bg-panel" : "border-line",
            )}
          >
            <button
              type="button"
              aria-current={file.id === current ? "true" : undefined}
              className="grid min-h-11 max-w-64 gap-0.5 rounded-lg px-3 py-1.5 text-left hover:bg-raised/60"
              onClick={() => onPick(file.id)}
            >
              <span className={cx("truncate text-[0.8125rem]", file.seen ? "font-medium" : "font-[750]")}>
                {file.name}
              </span>
              <StateWord
                state={stateOf(file)}
                className="text-[0.625rem] tracking-[0.06em] whitespace-nowrap"
              />
            </button>
            {file.published ? (
              <Link
                href={`/runbooks/${file.published.slug}/v/${file.published.version}`}
                className="grid w-9 place-items-center rounded-r-lg text-muted hover:bg-raised hover:text-text"
                aria-label={`Open version ${file.published.version} of ${file.name}`}
              >
                <Icon name="arrow-right" className="size-3.5" />
              </Link>
            ) : (
              <button
                type="button"
                className="grid w-9 place-items-center rounded-r-lg text-muted hover:bg-raised hover:text-text"
                aria-label={`Put ${file.name} away`}
                onClick={() => onRemove(file.id)}
              >
                <Icon name="cross" className="size-3.5" />
              </button>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

function stateOf({ published, reading, seen }: FileOfStrip): Meaning {
  if (published) return { tone: "go", word: `PUBLISHED, VERSION ${published.version}`, icon: "check" };
  if (!reading) return { tone: "quiet", word: "READING", icon: "ring" };
  const remarks = remarksOf(reading);
  const errors = remarks.filter((remark) => remark.severity === "error").length;
  const said = seen ? "" : "UNREAD, ";
  if (errors > 0)
    return { tone: "halt", word: said + counted(errors, "error").toUpperCase(), icon: "octagon" };
  if (remarks.length > 0)
    return { tone: "hold", word: said + counted(remarks.length, "remark").toUpperCase(), icon: "triangle" };
  return {
    tone: seen ? "go" : "live",
    word: seen ? "NO REMARKS" : "UNREAD, NO REMARKS",
    icon: seen ? "check" : "dot",
  };
}
