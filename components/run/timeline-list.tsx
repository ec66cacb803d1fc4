"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { Button } from "../ui/button";
import { PendingRow } from "./pending-row";
import { useRoom } from "./room-context";
import { TimelineEntry } from "./timeline-entry";
import { TimelineExport } from "./timeline-export";
import { type TimelineFilter, timelineItems } from "./timeline-items";
import { useOlderEvents } from "./use-older-events";
import { usePermalink } from "./use-permalink";

const FILTERS: readonly { value: TimelineFilter; word: string }[] = [
  { value: "all", word: "All" },
  { value: "decisions", word: "Decisions" },
  { value: "notes", word: "Notes" },
];

/** Height of a row before it is measured. */
const ROW_PX = 64;

/** Below this much scrolling the reader is at the newest line, and new ones may come in above. */
const AT_TOP_PX = 24;

/** Everything that happened, newest first. */
export function TimelineList() {
  const { state, events, outbox } = useRoom();
  const [filter, setFilter] = useState<TimelineFilter>("all");
  // While somebody reads further down nothing is put in above: it would move what they read.
  const [heldAt, setHeldAt] = useState<number | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const items = useMemo(
    () => timelineItems(events, outbox, filter, heldAt),
    [events, outbox, filter, heldAt],
  );
  const older = useOlderEvents();
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => items[index]?.key ?? index,
    // A pane that is hidden measures nothing; its rows keep their estimate until they are seen.
    measureElement: (element) => element.getBoundingClientRect().height || ROW_PX,
    overscan: 8,
    initialRect: { width: 372, height: 620 },
  });
  usePermalink(items, (index) => {
    setHeldAt(state.seq);
    virtual.scrollToIndex(index, { align: "center" });
  });

  const onScroll = () => {
    const top = scroller.current?.scrollTop ?? 0;
    if (top <= AT_TOP_PX) setHeldAt(null);
    else setHeldAt((held) => held ?? state.seq);
  };
  const toTop = () => {
    setHeldAt(null);
    scroller.current?.scrollTo({ top: 0 });
  };
  const unseen = heldAt === null ? 0 : state.seq - heldAt;

  return (
    <>
      <header className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 border-b border-line px-4 py-2.5">
        <h2 className="font-[650]">Timeline</h2>
        <TimelineExport />
        <fieldset className="flex gap-1.5">
          <legend className="sr-only">Show</legend>
          {FILTERS.map(({ value, word }) => (
            <Button
              key={value}
              size="sm"
              variant={filter === value ? "line" : "ghost"}
              aria-pressed={filter === value}
              onClick={() => setFilter(value)}
            >
              {word}
            </Button>
          ))}
        </fieldset>
      </header>
      <div className="relative min-h-0 flex-1">
        {unseen > 0 ? (
          <Button
            size="sm"
            variant="primary"
            className="absolute top-2 left-1/2 z-10 -translate-x-1/2"
            onClick={toTop}
          >
            {unseen} new ↑
          </Button>
        ) : null}
        <div
          ref={scroller}
          onScroll={onScroll}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
          tabIndex={0}
          role="log"
          aria-live="off"
          aria-label="Entries, newest first"
          className="absolute inset-0 overflow-y-auto px-4 focus-visible:-outline-offset-2"
        >
          <div className="relative" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((row) => {
              const item = items[row.index];
              return item ? (
                <div
                  key={row.key}
                  ref={virtual.measureElement}
                  data-index={row.index}
                  className="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  {item.kind === "pending" ? (
                    <PendingRow entry={item.entry} />
                  ) : (
                    <TimelineEntry event={item.event} correctedBy={item.correctedBy} />
                  )}
                </div>
              ) : null;
            })}
          </div>
          {items.length === 0 ? (
            <p className="py-6 text-muted">Nothing here yet. Press / and write what happened.</p>
          ) : null}
          {older.more ? (
            <div className="py-3 text-center">
              <Button size="sm" busy={older.busy} onClick={older.load}>
                Older entries
              </Button>
              {older.problem ? <p className="mt-2 text-[0.8125rem] text-halt">{older.problem}</p> : null}
            </div>
          ) : null}
        </div>
      </div>
    </>
  );
}
