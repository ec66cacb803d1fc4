import type { Server, Socket } from "socket.io";
import type { PresenceMessage, ShareMessage } from "../../protocol/socket";
import { stakeholderSummary } from "../../run/stakeholder-summary";
import type { RunState } from "../../run/state";
import type { Services } from "../services";
import { EventEmitter } from "./event-emitter";
import type { Presence } from "./presence";
import type { Visitor } from "./visitor";

const SHARE_EVERY_MS = 250;
const PRESENCE_EVERY_MS = 500;

/** More people than this are counted, not listed; those with a role come first. */
const MOST_LISTED = 60;

interface Room {
  sockets: number;
  /** Last sequence number emitted, or the listener's cursor at the start. */
  emittedSeq: number;
  shareTimer: NodeJS.Timeout | null;
  presenceTimer: NodeJS.Timeout | null;
}

const roomOf = (runId: string) => `run:${runId}`;
/** Links that show names have a room of their own: what is said there is not said in the other. */
const shareRoomOf = (runId: string, showNames: boolean) => `share${showNames ? "-names" : ""}:${runId}`;

function roomFor(visitor: Visitor, runId: string): string {
  return visitor.kind === "share" ? shareRoomOf(runId, visitor.showNames) : roomOf(runId);
}

function personOf(visitor: Visitor): { id: string; name: string } | null {
  return visitor.kind === "person" ? { id: visitor.principal.personId, name: visitor.principal.name } : null;
}

function rolesOfPerson(state: RunState | undefined, personId: string): string[] {
  return (state?.roles ?? []).filter((role) => role.holder?.personId === personId).map((role) => role.key);
}

/** The rooms of this node: who is in them, and what they are told. A room lives while a socket is in it. */
export class RunRooms {
  private readonly rooms = new Map<string, Room>();
  private readonly emitter: EventEmitter;
  readonly presence: Presence;

  constructor(
    private readonly io: Server,
    private readonly services: Services,
  ) {
    const { listener, presence } = services;
    this.presence = presence;
    this.emitter = new EventEmitter((runId, events) => {
      const room = this.rooms.get(runId);
      if (!room) return;
      room.emittedSeq = events.at(-1)?.seq ?? room.emittedSeq;
      io.local.to(roomOf(runId)).emit("events", { runId, events });
    });
    presence.onChange((runId) => this.showPresence(runId));
    listener.onEvents((runId, events) => {
      if (!this.rooms.has(runId)) return;
      this.emitter.push(runId, events);
      this.showShare(runId);
      if (events.some((event) => event.type === "RoleAssigned" || event.type === "CommandAccepted")) {
        this.showPresence(runId);
      }
    });
  }

  /** Enters the room first; the answer is the sequence number from which on the socket is told everything. */
  async enter(socket: Socket, visitor: Visitor, runId: string): Promise<number> {
    await socket.join(roomFor(visitor, runId));
    const room = this.rooms.get(runId) ?? {
      sockets: 0,
      emittedSeq: 0,
      shareTimer: null,
      presenceTimer: null,
    };
    this.rooms.set(runId, room);
    room.sockets += 1;
    this.presence.enter(runId, personOf(visitor));
    try {
      const cursor = await this.services.listener.watch(runId);
      room.emittedSeq = Math.max(room.emittedSeq, cursor);
      return cursor;
    } catch (error) {
      await this.quit(socket, visitor, runId);
      throw error;
    }
  }

  /** Ends what a successful `enter` began. */
  async leave(socket: Socket, visitor: Visitor, runId: string): Promise<void> {
    this.services.listener.unwatch(runId);
    await this.quit(socket, visitor, runId);
  }

  private async quit(socket: Socket, visitor: Visitor, runId: string): Promise<void> {
    this.presence.leave(runId, personOf(visitor)?.id ?? null);
    const room = this.rooms.get(runId);
    if (room) {
      room.sockets -= 1;
      if (room.sockets <= 0) this.close(runId, room);
    }
    await socket.leave(roomFor(visitor, runId));
  }

  private close(runId: string, room: Room): void {
    if (room.shareTimer) clearTimeout(room.shareTimer);
    if (room.presenceTimer) clearTimeout(room.presenceTimer);
    this.rooms.delete(runId);
    this.emitter.forget(runId);
  }

  /** The presence message of a run as it stands; for one who just joined. */
  presenceOf(runId: string): PresenceMessage {
    const state = this.services.runs.states.peek(runId)?.state;
    const shown = this.presence.show(runId);
    const people = shown.people.map((person) => ({
      personId: person.id,
      name: person.name,
      roles: rolesOfPerson(state, person.id),
      awaySince: person.away === null ? null : new Date(person.away).toISOString(),
    }));
    const first = people.filter((person) => person.roles.length > 0);
    const others = people.filter((person) => person.roles.length === 0 && person.awaySince === null);
    return {
      runId,
      people: [...first, ...others].slice(0, MOST_LISTED),
      watching: shown.watching,
      headSeq: this.rooms.get(runId)?.emittedSeq ?? 0,
    };
  }

  private showPresence(runId: string): void {
    const room = this.rooms.get(runId);
    if (!room || room.presenceTimer) return;
    room.presenceTimer = setTimeout(() => {
      room.presenceTimer = null;
      this.io.local.to(roomOf(runId)).emit("presence", this.presenceOf(runId));
    }, PRESENCE_EVERY_MS);
  }

  private showShare(runId: string): void {
    const room = this.rooms.get(runId);
    if (!room || room.shareTimer || this.sharedAs(runId).length === 0) return;
    room.shareTimer = setTimeout(() => {
      room.shareTimer = null;
      this.tellShares(runId).catch((error: unknown) =>
        this.services.log.warn({ err: error, runId }, "A summary was not shown"),
      );
    }, SHARE_EVERY_MS);
  }

  /** Whether somebody watches by a link without names, with names, or both. */
  private sharedAs(runId: string): boolean[] {
    const { rooms } = this.io.sockets.adapter;
    return [false, true].filter((showNames) => rooms.has(shareRoomOf(runId, showNames)));
  }

  private async tellShares(runId: string): Promise<void> {
    for (const showNames of this.sharedAs(runId)) {
      const summary = await this.summary(runId, showNames);
      if (summary) this.io.local.to(shareRoomOf(runId, showNames)).emit("share", summary);
    }
  }

  /** What the holder of a share link sees; null where there is no such run. */
  async summary(runId: string, showNames: boolean): Promise<ShareMessage | null> {
    const { states } = this.services.runs;
    let head = await states.load(runId);
    // What was in memory before the room was watched may have grown since.
    if (head && head.headSeq < (this.rooms.get(runId)?.emittedSeq ?? 0)) head = await states.refresh(runId);
    return head ? stakeholderSummary(head.state, this.services.clock.iso(), showNames) : null;
  }
}
