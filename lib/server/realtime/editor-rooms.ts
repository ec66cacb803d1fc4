import type { Server, Socket } from "socket.io";
import type { EditorsMessage, JoinRefusal } from "../../protocol/socket";
import { LONGEST_SLUG, SLUG } from "../runbooks/slug";
import type { Services } from "../services";
import type { Visitor } from "./visitor";

const SHOW_EVERY_MS = 200;

/** More editors of one runbook are nobody's news. */
const MOST_LISTED = 30;

const PREFIX = "edit:";
/** Names the room, and the runbook on the board of who is there. */
const roomOf = (slug: string) => `${PREFIX}${slug}`;

const NOT_YOURS: JoinRefusal = {
  error: { code: "forbidden", message: "Forbidden: this link or token edits no runbooks." },
};
const MALFORMED: JoinRefusal = { error: { code: "malformed", message: "Malformed edit." } };
const GONE: JoinRefusal = { error: { code: "not-found", message: "There is no such runbook." } };
const UNAVAILABLE: JoinRefusal = {
  error: { code: "unavailable", message: "The database is away. Try again in a moment." },
};

interface Room {
  sockets: number;
  latest: number;
  timer: NodeJS.Timeout | null;
}

/** A request off the wire: a runbook's slug, null for none any more; undefined for anything else. */
function parseEdit(value: unknown): string | null | undefined {
  if (typeof value !== "object" || value === null || !("slug" in value)) return undefined;
  const { slug } = value;
  if (slug === null) return null;
  return typeof slug === "string" && slug.length <= LONGEST_SLUG && SLUG.test(slug) ? slug : undefined;
}

/** Someone with an account; a token that is bound to a run edits nothing. */
function editorOf(visitor: Visitor): { id: string; name: string } | null {
  if (visitor.kind !== "person") return null;
  const { via, personId, name } = visitor.principal;
  return via.kind === "token" && via.runId !== null ? null : { id: personId, name };
}

/** Who has which runbook open in the editor, over all nodes; and word of versions that are published meanwhile. */
export class EditorRooms {
  private readonly rooms = new Map<string, Room>();
  private readonly seats = new Map<Socket, { slug: string; personId: string }>();

  constructor(
    private readonly io: Server,
    private readonly services: Pick<Services, "db" | "listener" | "presence" | "log">,
  ) {
    const { listener, presence } = services;
    presence.onChange((key) => {
      if (key.startsWith(PREFIX)) this.show(key.slice(PREFIX.length));
    });
    listener.onChannel("runbook", (payload) => {
      const at = payload.lastIndexOf(":");
      this.published(payload.slice(0, at), Number(payload.slice(at + 1)));
    });
    // What was published while nobody listened is looked up.
    listener.onReconnect(async () => {
      for (const slug of this.rooms.keys()) this.published(slug, (await this.latestOf(slug)) ?? 0);
    });
  }

  /** Never rejects; whoever sent a callback always gets an answer. */
  async open(socket: Socket, visitor: Visitor, value: unknown, answer: unknown): Promise<void> {
    const reply = (message: EditorsMessage | JoinRefusal | null) => {
      if (typeof answer === "function") answer(message);
    };
    const slug = parseEdit(value);
    const editor = editorOf(visitor);
    if (slug === undefined) return reply(MALFORMED);
    if (!editor) return reply(NOT_YOURS);
    if (slug === null) {
      this.leave(socket);
      return reply(null);
    }
    try {
      const latest = await this.latestOf(slug);
      if (latest === null) return reply(GONE);
      this.leave(socket);
      if (socket.connected) await this.enter(socket, slug, editor, latest);
      reply(this.messageOf(slug));
    } catch (error) {
      this.services.log.warn({ err: error, socket: socket.id }, "An editor was not seated");
      reply(UNAVAILABLE);
    }
  }

  /** The socket edits nothing any more; harmless for one that never did. */
  leave(socket: Socket): void {
    const seat = this.seats.get(socket);
    if (!seat) return;
    this.seats.delete(socket);
    void socket.leave(roomOf(seat.slug));
    this.services.presence.leave(roomOf(seat.slug), seat.personId);
    const room = this.rooms.get(seat.slug);
    if (!room) return;
    room.sockets -= 1;
    if (room.sockets > 0) return;
    if (room.timer) clearTimeout(room.timer);
    this.rooms.delete(seat.slug);
  }

  private async enter(
    socket: Socket,
    slug: string,
    editor: { id: string; name: string },
    latest: number,
  ): Promise<void> {
    const room = this.rooms.get(slug) ?? { sockets: 0, latest: 0, timer: null };
    this.rooms.set(slug, room);
    room.sockets += 1;
    room.latest = Math.max(room.latest, latest);
    this.seats.set(socket, { slug, personId: editor.id });
    this.services.presence.enter(roomOf(slug), editor);
    await socket.join(roomOf(slug));
  }

  private async latestOf(slug: string): Promise<number | null> {
    const newest = await this.services.db.prisma.runbookVersion.findFirst({
      where: { runbook: { slug } },
      orderBy: { number: "desc" },
      select: { number: true },
    });
    return newest?.number ?? null;
  }

  private published(slug: string, version: number): void {
    const room = this.rooms.get(slug);
    if (!room || !Number.isInteger(version) || version <= room.latest) return;
    room.latest = version;
    this.io.local.to(roomOf(slug)).emit("editors", this.messageOf(slug));
  }

  private show(slug: string): void {
    const room = this.rooms.get(slug);
    if (!room || room.timer) return;
    room.timer = setTimeout(() => {
      room.timer = null;
      this.io.local.to(roomOf(slug)).emit("editors", this.messageOf(slug));
    }, SHOW_EVERY_MS);
  }

  private messageOf(slug: string): EditorsMessage {
    const here = this.services.presence.show(roomOf(slug)).people.filter((person) => person.away === null);
    return {
      slug,
      people: here.slice(0, MOST_LISTED).map(({ id, name }) => ({ personId: id, name })),
      latestVersion: this.rooms.get(slug)?.latest ?? 0,
    };
  }
}
