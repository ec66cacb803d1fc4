"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { Verdict } from "@/lib/run/decision-state";
import type { CommandDialog } from "./command-dialog-kinds";
import type { StepDialog } from "./step-dialog-kinds";

/** What the centre shows; `now` follows the run. */
export type Target =
  | { kind: "now" }
  | { kind: "phase"; id: string }
  | { kind: "decision"; id: string }
  | { kind: "rollback" }
  | { kind: "evidence" }
  | { kind: "triggers" }
  | { kind: "waivers" }
  | { kind: "decisions" }
  | { kind: "changes" }
  | { kind: "schedule" };

/** The panes of the phone's tab bar; all of them are in view on a desk. */
export type Tab = "now" | "steps" | "timeline" | "decide";

export type StepResult = "warn" | "fail" | "not-applicable" | "retry" | "accept-warn";

export type RoomDialog =
  | { kind: "decide"; verdict: Verdict; decisionPointId?: string; triggerId?: string }
  | { kind: "step-result"; stepId: string; result: StepResult }
  | { kind: "vote-no-go"; pollId: string; role: string }
  | { kind: "abort" }
  | { kind: "withdraw-abort"; abortId: string }
  | { kind: "trigger"; triggerId?: string }
  | { kind: "broadcast"; templateId?: string; text?: string }
  | { kind: "write-freeze" }
  | { kind: "share" }
  | { kind: "handover" }
  | { kind: "assign-role"; role: string }
  | { kind: "cancel-run" }
  | { kind: "keys" }
  | { kind: "palette" }
  | CommandDialog
  | StepDialog;

/** What this one screen shows and asks; nothing of it is known to anybody else. */
export interface RoomUi {
  target: Target;
  show: (target: Target) => void;
  tab: Tab;
  showTab: (tab: Tab) => void;
  dialog: RoomDialog | null;
  openDialog: (dialog: RoomDialog | null) => void;
  /** Entry that the composer corrects; null while it writes a new one. */
  correcting: number | null;
  correct: (entrySeq: number | null) => void;
}

const RoomUiContext = createContext<RoomUi | null>(null);

export function RoomUiProvider({ ui, children }: { ui: RoomUi; children: ReactNode }) {
  return <RoomUiContext value={ui}>{children}</RoomUiContext>;
}

export function useRoomUi(): RoomUi {
  const ui = useContext(RoomUiContext);
  if (!ui) throw new Error("useRoomUi needs a RoomUiProvider above it");
  return ui;
}
