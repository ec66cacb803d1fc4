import type { Command, CommandMeta, CommandPayloads, CommandType } from "./commands";
import { decide } from "./decide";
import { stamp } from "./decide/consequences";
import type { Decision } from "./decision";
import type { RunbookDefinition } from "./definition";
import type { EventType, RunEvent } from "./events";
import { evolve, initialState } from "./evolve";
import { plusMinutes } from "./instant";
import type { Rejection } from "./rejections";
import type { RunState } from "./state";
import { sampleDefinition } from "./testing-definition";

/** A command without its meta, as a test writes it. */
export type Draft = { [T in CommandType]: { type: T; payload: CommandPayloads[T] } }[CommandType];

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
const BEGIN = "2026-11-22T01:00:00.000Z";

export interface RunOptions {
  definition?: RunbookDefinition;
  kind?: "rehearsal" | "production";
  window?: { start: string; end: string } | null;
  /** Person by role key; the people of the sample by default. */
  roles?: Record<string, string>;
}

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

/** A planned run of the sample runbook, or of the one given, with the sample's people in its roles. */
export function givenRun(options: RunOptions = {}): TestRun {
  const definition = options.definition ?? sampleDefinition();
  const people = options.roles ?? Object.fromEntries(definition.roles.map((role) => [role.key, role.key]));
  const payload: CommandPayloads["PlanRun"] = {
    runId: "run-1",
    slug: "sample",
    runbookVersion: 1,
    sha256: definition.sha256,
    definition,
    kind: options.kind ?? "rehearsal",
    title: "Sample cutover",
    t0: T0,
    timeZone: "Europe/Vienna",
    window: options.window === undefined ? { start: BEGIN, end: "2026-11-22T05:00:00.000Z" } : options.window,
    variables: {},
    roles: Object.entries(people).map(([role, id]) => ({ role, personId: id, name: PEOPLE[id] ?? id })),
  };
  return new TestRun().given("planner", { type: "PlanRun", payload });
}

/** The same, started. */
export function givenStarted(options: RunOptions = {}): TestRun {
  return givenRun(options).given("ic", { type: "StartRun", payload: {} });
}
