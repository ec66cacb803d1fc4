"use client";

import { useCallback } from "react";
import { refusal } from "../run/refusal";
import type { Rejection } from "../run/rejections";
import type { RunState } from "../run/state";
import { type Asker, type CommandDraft, commandOf } from "./command-draft";
import type { SendResult } from "./command-sender";
import type { RunSession } from "./run-session";

export type Send = (draft: CommandDraft, shownSeq?: number) => Promise<SendResult>;
export type Refuse = (draft: CommandDraft) => Rejection | null;

export interface Commands {
  send: Send;
  /** Why the server would refuse this now, by what the screen shows; null where it would not. */
  refuse: Refuse;
}

/** How a screen gives commands: asks the rules first, then sends. */
export function useSendCommand(session: RunSession, state: RunState, asker: Asker): Commands {
  const send = useCallback<Send>((draft, shownSeq) => session.sender.send(draft, shownSeq), [session]);
  const refuse = useCallback<Refuse>(
    (draft) => refusal(commandOf(draft, asker, session.clock.nowIso(), state.seq), state),
    [session, state, asker],
  );
  return { send, refuse };
}
