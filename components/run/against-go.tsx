"use client";

import { useState } from "react";
import type { Blocker } from "@/lib/run/blocker";
import { goBlockers } from "@/lib/run/blockers";
import { nextDecisionPoint } from "@/lib/run/focus";
import type { RunState } from "@/lib/run/state";
import { locate } from "@/lib/run/structure";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { StateWord } from "../ui/state-pill";
import { decideDraft } from "./decide-draft";
import { pointName } from "./point-name";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";

/** How many reasons stand in the line itself; all of them are one press away. */
const IN_LINE = 3;

/** What stands against GO at this moment, in words, before anybody presses anything; as long as the bar has lines. */
export function AgainstGo({ short }: { short: boolean }) {
  const { state } = useRoom();
  const [open, setOpen] = useState(false);
  const point = nextDecisionPoint(state);
  if (state.status !== "running" && state.status !== "held") return <StatusLine state={state} />;
  if (!point) return <p className="text-muted">Every point of decision is decided.</p>;
  const blockers = goBlockers(state, point.id);
  if (blockers.length === 0) {
    return (
      <p>
        <StateWord state="go" word="Nothing stands against GO" />{" "}
        <span className="text-muted">at {pointName(state, point)}.</span>
      </p>
    );
  }
  const inLine = oncePerStep(blockers).slice(0, IN_LINE);
  const more = blockers.length - inLine.length;
  return (
    <div className="relative">
      <p className="flex items-baseline">
        <span className={cx("min-w-0", short ? "line-clamp-1" : "line-clamp-2")}>
          <b className="font-semibold">Against GO now:</b>{" "}
          {inLine.map((blocker, index) => (
            <span key={`${blocker.rule}-${blocker.text}`}>
              {index > 0 ? <span className="text-muted"> · </span> : null}
              <span className="text-hold">{plain(blocker.text)}</span>
            </span>
          ))}
        </span>
        {more > 0 || blockers.length > 1 ? (
          <button
            type="button"
            aria-expanded={open}
            className="ml-2 whitespace-nowrap underline max-lg:-my-3 max-lg:py-3"
            onClick={() => setOpen(!open)}
          >
            {more > 0 ? `${more} more` : "details"}
          </button>
        ) : null}
      </p>
      {open ? <BlockerList blockers={blockers} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function BlockerList({ blockers, onClose }: { blockers: readonly Blocker[]; onClose: () => void }) {
  const { state } = useRoom();
  const { show, showTab } = useRoomUi();
  return (
    <div className="z-20 rounded-xl border border-line bg-raised p-4 shadow-card max-lg:mt-3 lg:absolute lg:bottom-full lg:left-0 lg:mb-3 lg:max-h-[50dvh] lg:w-[40rem] lg:overflow-y-auto">
      <div className="mb-2 flex items-center justify-between">
        <b className="font-semibold">Against GO now</b>
        <button type="button" aria-label="Close" onClick={onClose} className="p-1 text-muted hover:text-text">
          <Icon name="cross" />
        </button>
      </div>
      <ul className="grid gap-1.5">
        {blockers.map((blocker) => {
          const phase = blocker.stepId ? locate(state, blocker.stepId)?.phase : null;
          return (
            <li
              key={`${blocker.rule}-${blocker.text}`}
              className="grid grid-cols-[2rem_minmax(0,1fr)_auto] gap-2"
            >
              <span className="font-mono text-xs leading-5 text-muted">{blocker.rule}</span>
              <span>{blocker.text}</span>
              {phase ? (
                <button
                  type="button"
                  className="text-live underline max-lg:-my-2 max-lg:py-2"
                  onClick={() => {
                    show({ kind: "phase", id: phase.id });
                    showTab("steps");
                    onClose();
                  }}
                >
                  show
                </button>
              ) : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

const sentences: Partial<Record<RunState["status"], string>> = {
  planned: "The run has not started.",
  halted: "Halted by an abort condition. Only the ways shown here lead on.",
  "rolling-back": "Rolling back: the rollback plan is the checklist now.",
  hypercare: "GO is recorded. Hypercare runs until the completion criteria hold.",
  concluding: "The outcome stands. The final record is to be signed, then the run closes.",
  closed: "The run is closed and sealed.",
};

function StatusLine({ state }: { state: RunState }) {
  const { refuse } = useRoom();
  const barred = state.status === "halted" ? refuse(decideDraft("resume")) : null;
  const why = barred && barred.code !== "forbidden" ? ` ${rejectionText(barred)}` : "";
  return (
    <p className="text-muted">
      {sentences[state.status] ?? ""}
      {/* In the hand it stands below the buttons. */}
      <span className="max-lg:hidden">{why}</span>
    </p>
  );
}

/** A failed step stands against GO by more than one rule; in the line it is named once. */
function oncePerStep(blockers: readonly Blocker[]): Blocker[] {
  return blockers.filter(
    (blocker, index) =>
      !blocker.stepId || blockers.findIndex((other) => other.stepId === blocker.stepId) === index,
  );
}

/** Short enough for the line: without the quotation marks and what stands in brackets; the list has it all. */
function plain(text: string): string {
  return text
    .replace(/\s*\([^()]*(\([^()]*\))?[^()]*\)/g, "")
    .replace(/[“”]/g, "")
    .replace(/\.$/, "");
}
