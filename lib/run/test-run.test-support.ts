import type { Command, CommandMeta, CommandPayloads, CommandType, ServerFacts } from "./commands";
import { decide } from "./decide";
import { stamp } from "./decide/consequences";
import type { Decision } from "./decision";
import type { EventType, RunEvent } from "./events";
import { evolve, initialState } from "./evolve";
import { plusMinutes } from "./instant";
import type { Rejection } from "./rejections";
import type { RunState } from "./state";

/** A command without its meta, as a test writes it. */
export type Draft = { [T in CommandType]: { type: T; payload: CommandPayloads[T] } }[CommandType];

/** A command, who sends it, and what the server would have looked up for it. */
export type Move = [who: string, draft: Draft, facts?: ServerFacts];

/** People of the sample runbook by role key, and two who are in no role. */
export const PEOPLE: Record<string, string> = {
  ic: "Ada",
  deployer: "Ben",
  dba: "Chi",
  scribe: "Eli",
  approver: "Fay",
  observer: "Gus",
  planner: "Pia",
  stranger: "Sam",
};

export const T0 = "2026-11-22T02:00:00.000Z";
export const BEGIN = "2026-11-22T01:00:00.000Z";

/** What a command was answered, with the assertions that a specification makes. Failures throw with the whole answer. */
export class Answer {
  constructor(
    readonly decision: Decision,
    readonly run: TestRun,
  ) {}

  /** The types of the events, in their order; throws where the command was refused. */
  get events(): EventType[] {
    if (!this.decision.ok) throw new Error(`refused: ${JSON.stringify(this.decision.rejection)}`);
    return this.decision.events.map((event) => event.type);
  }

  /** The refusal; throws where the command was taken. */
  get rejection(): Rejection {
    if (this.decision.ok) throw new Error(`taken: ${this.events.join(", ")}`);
    return this.decision.rejection;
  }
}

/** A run in memory, driven by commands, with a clock of its own. */
export class TestRun {
  state: RunState = initialState;
  readonly log: RunEvent[] = [];
  private now = BEGIN;
  private sent = 0;

  /** Lets minutes pass. */
  wait(minutes: number): this {
    this.now = plusMinutes(this.now, minutes);
    return this;
  }

  get clock(): string {
    return this.now;
  }

  command(who: string, draft: Draft, meta: Partial<CommandMeta> = {}): Command {
    this.sent += 1;
    const actor =
      who === "system"
        ? { kind: "system" as const }
        : { kind: "person" as const, personId: who, name: PEOPLE[who] ?? who };
    const full = {
      commandId: `c${this.sent}`,
      actor,
      admin: false,
      at: this.now,
      headHash: `h${this.state.seq}`,
    };
    return { ...draft, meta: { ...full, ...meta } };
  }

  /** Sends a command; its events are folded where it is taken. */
  when(who: string, draft: Draft, meta: Partial<CommandMeta> = {}): Answer {
    const command = this.command(who, draft, meta);
    const decision = decide(command, this.state);
    if (decision.ok) {
      for (const event of decision.events) {
        const stamped = stamp(event, this.state.seq + 1, command.meta);
        this.log.push(stamped);
        this.state = evolve(this.state, stamped);
      }
    }
    return new Answer(decision, this);
  }

  /** Sends commands that must be taken: the *given* of a specification. */
  given(who: string, ...drafts: Draft[]): this {
    for (const draft of drafts) {
      const { decision } = this.when(who, draft);
      if (!decision.ok)
        throw new Error(`${who} ${draft.type} refused: ${JSON.stringify(decision.rejection)}`);
    }
    return this;
  }
}
