"use client";

import { useState } from "react";
import type { DecisionRecord as RecordState } from "@/lib/run/decision-state";
import { EmptyState } from "../ui/empty-state";
import { Icon } from "../ui/icon";
import { meaningOf } from "../ui/meaning";
import { StateWord } from "../ui/state-pill";
import { Instant } from "../ui/time";
import { DecisionRecord } from "./decision-record";
import { useRoom } from "./room-context";

/** Every decision of the run, the newest first; each opens into its frozen record. */
export function DecisionRecords() {
  const { state } = useRoom();
  return (
    <section aria-labelledby="records-title" className="grid gap-4">
      <h2 id="records-title" className="text-xl font-[650] tracking-[-0.01em]">
        Decisions
      </h2>
      {state.decisions.length === 0 ? (
        <EmptyState icon="diamond" title="Nothing is decided yet">
          GO, NO-GO, HOLD and every other decision stands here with the facts it was taken on.
        </EmptyState>
      ) : null}
      <ul className="grid gap-2">
        {state.decisions.toReversed().map((record) => (
          <RecordRow key={record.id} record={record} />
        ))}
      </ul>
    </section>
  );
}

function RecordRow({ record }: { record: RecordState }) {
  const { state } = useRoom();
  const [open, setOpen] = useState(false);
  return (
    <li className="rounded-xl border border-line bg-panel">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 text-left"
      >
        <span className="font-mono text-[0.8125rem] text-muted">D-{record.number}</span>
        <StateWord state={meaningOf(record.verdict)} />
        <span className="min-w-0 flex-1 basis-48">{record.reason}</span>
        <span className="text-[0.8125rem] text-muted">
          {record.decider.name} <Instant iso={record.at} zone={state.timeZone} style="clock" />
        </span>
        <Icon name="chevron" className={open ? "rotate-180" : ""} />
      </button>
      {open ? (
        <div className="border-t border-line px-4 py-4">
          <DecisionRecord record={record} />
        </div>
      ) : null}
    </li>
  );
}
