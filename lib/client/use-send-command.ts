"use client";

import { useCallback } from "react";
import type { ServerFacts } from "../run/commands";
import type { Rejection } from "../run/rejections";
import type { RunState } from "../run/state";
import { type Asker, type CommandDraft, commandOf } from "./command-draft";
import type { SendResult } from "./command-sender";
import { knownRefusal } from "./known-facts";
import type { RunSession } from "./run-session";

export type Send = (draft: CommandDraft, shownSeq?: number) => Promise<SendResult>;
export type Refuse = (draft: CommandDraft) => Rejection | null;

export interface Commands {
  send: Send;
  /** Why the server would refuse this now, by what the screen shows; null where it would not. */
  refuse: Refuse;
}

/** How a screen gives commands: asks the rules first, then sends. `facts`: what the screen has learned of the server's. */
export function useSendCommand(
  session: RunSession,
  state: RunState,
  asker: Asker,
  facts: ServerFacts,
): Commands {
  const send = useCallback<Send>((draft, shownSeq) => session.sender.send(draft, shownSeq), [session]);
  const refuse = useCallback<Refuse>(
    (draft) => knownRefusal(commandOf(draft, asker, session.clock.nowIso(), state.seq, facts), state),
    [session, state, asker, facts],
  );
  return { send, refuse };
}
