import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { JoinAnswer, JoinRefusal, JoinRequest } from "../../protocol/socket";
import type { Services } from "../services";
import { AccessWatch } from "./access-watch";
import { EditorRooms } from "./editor-rooms";
import { answerJoin, parseJoin } from "./join-answer";
import { RunRooms } from "./run-rooms";
import { dropSlowSockets } from "./slow-sockets";
import { type Authenticate, isGuess, mayWatch, recognise, type Visitor } from "./visitor";

/** Longest frame a client may send, bytes. */
const LONGEST_FRAME = 65_536;

/** Time for the last words to leave before connections close. */
const FAREWELL_MS = 100;

const NOBODY = "Unauthenticated: sign in.";
const THROTTLED = "Too many tokens or links from this address were wrong. Wait 15 minutes.";
const STOPPING = "The server is restarting.";
const MALFORMED: Refusal = { code: "malformed", message: "Malformed join." };
const NOT_YOURS: Refusal = { code: "forbidden", message: "Forbidden: this run is not open to you." };
const GONE: Refusal = { code: "not-found", message: "Forbidden: there is no such run." };
const UNAVAILABLE: Refusal = { code: "unavailable", message: "The database is away. Try again in a moment." };

function joinRefusal(visitor: Visitor, request: JoinRequest | null): Refusal | null {
  // A share link opens a summary and nothing else.
  if (visitor.kind === "share") return NOT_YOURS;
  if (!request) return MALFORMED;
  return mayWatch(visitor, request.runId) ? null : NOT_YOURS;
}

type Refusal = JoinRefusal["error"];

/** The socket side of this node. `stop` says goodbye, then closes every socket. */
export interface Gateway {
  io: Server;
  stop(): Promise<void>;
}

type ShareVisitor = Extract<Visitor, { kind: "share" }>;

interface Session {
  visitor: Visitor;
  /** Access generation before the visitor was recognised. */
  since: number;
  /** The run whose room the socket is in; joining another leaves it. */
  runId: string | null;
  /** Moves between rooms follow each other, so that two joins at once cannot undo one another. */
  moving: Promise<number>;
}

class RunGateway implements Gateway {
  private readonly rooms: RunRooms;
  private readonly editors: EditorRooms;
  private readonly access: AccessWatch;
  private readonly sessions = new WeakMap<Socket, Session>();
  private readonly stopWatchingSlow: () => void;

  constructor(
    readonly io: Server,
    private readonly services: Services,
    private readonly authenticate: Authenticate,
  ) {
    this.rooms = new RunRooms(io, services);
    this.editors = new EditorRooms(io, services);
    this.access = new AccessWatch(services.db.pool, services.listener, services.log);
    this.stopWatchingSlow = dropSlowSockets(io, services.metrics, services.log);
    io.use((socket, next) => {
      this.admit(socket).then(
        (refusal) => next(refusal ? new Error(refusal) : undefined),
        (error: unknown) => {
          services.log.warn({ err: error }, "A socket was not recognised");
          next(new Error("The server cannot check who you are. Try again."));
        },
      );
    });
    io.on("connection", (socket) => this.welcome(socket));
  }

  private async admit(socket: Socket): Promise<string | null> {
    if (!this.services.accepting) return STOPPING;
    const since = this.access.generation;
    const visitor = await this.authenticate(socket.handshake);
    if (!visitor) return (await isGuess(this.services, socket.handshake)) ? THROTTLED : NOBODY;
    this.sessions.set(socket, { visitor, since, runId: null, moving: Promise.resolve(0) });
    return null;
  }

  private welcome(socket: Socket): void {
    const session = this.sessions.get(socket);
    if (!session) {
      socket.disconnect(true);
      return;
    }
    const { visitor } = session;
    const kind = visitor.kind;
    this.services.metrics.sockets.inc({ kind });
    const forget = this.access.add(visitor, session.since, (reason) =>
      this.dismiss(socket, reason, "access"),
    );
    socket.on("time", (answer: unknown) => {
      if (typeof answer === "function") answer(this.services.clock.now());
    });
    socket.on("disconnect", () => {
      this.services.metrics.sockets.dec({ kind });
      forget();
      this.editors.leave(socket);
      this.moveTo(socket, session, null).catch(() => {});
    });
    if (visitor.kind === "share") this.showShare(socket, session, visitor);
    socket.on("edit", (request: unknown, answer: unknown) => {
      void this.editors.open(socket, visitor, request, answer);
    });
    socket.on("join", (request: unknown, answer: unknown) => {
      void this.join(socket, session, request, answer);
    });
  }

  /** Leaves the room the socket is in, and enters that of `runId`. Answers where its events begin. */
  private moveTo(socket: Socket, session: Session, runId: string | null): Promise<number> {
    const move = () => this.move(socket, session, runId);
    session.moving = session.moving.then(move, move);
    return session.moving;
  }

  private async move(socket: Socket, session: Session, runId: string | null): Promise<number> {
    const { visitor, runId: from } = session;
    if (from !== null && from === runId) return this.cursorOf(from);
    session.runId = null;
    if (from) await this.rooms.leave(socket, visitor, from);
    if (!runId || !socket.connected) return 0;
    const cursor = await this.rooms.enter(socket, visitor, runId);
    session.runId = runId;
    return cursor;
  }

  /** The last sequence number given to a room that is already watched. */
  private async cursorOf(runId: string): Promise<number> {
    const cursor = await this.services.listener.watch(runId);
    this.services.listener.unwatch(runId);
    return cursor;
  }

  /** Never rejects; whoever sent a callback always gets an answer. */
  private async join(socket: Socket, session: Session, value: unknown, answer: unknown): Promise<void> {
    const reply = (message: JoinAnswer | JoinRefusal) => {
      if (typeof answer === "function") answer(message);
    };
    const request = typeof answer === "function" ? parseJoin(value) : null;
    const refusal = joinRefusal(session.visitor, request);
    if (refusal || !request) {
      reply({ error: refusal ?? MALFORMED });
      this.dismiss(socket, (refusal ?? MALFORMED).message, (refusal ?? MALFORMED).code);
      return;
    }
    try {
      const found = await this.enterAndRead(socket, session, request);
      reply(found ?? { error: GONE });
      if (found) socket.emit("presence", this.rooms.presenceOf(request.runId));
      else this.dismiss(socket, GONE.message, GONE.code);
    } catch (error) {
      this.services.log.warn({ err: error, socket: socket.id }, "A join was not answered");
      reply({ error: UNAVAILABLE });
    }
  }

  private async enterAndRead(socket: Socket, session: Session, request: JoinRequest) {
    const { listener, runs, db } = this.services;
    const cursor = await this.moveTo(socket, session, request.runId);
    return answerJoin({ pool: db.pool, states: runs.states, listener }, request, cursor);
  }

  private showShare(socket: Socket, session: Session, link: ShareVisitor): void {
    const show = async () => {
      await this.moveTo(socket, session, link.runId);
      const summary = await this.rooms.summary(link.runId, link.showNames);
      if (summary) socket.emit("share", summary);
    };
    show().catch((error: unknown) => {
      // Nothing on that side asks again but a new connection; by then the database may be back.
      this.services.log.warn({ err: error, socket: socket.id }, "A summary was not shown");
      socket.disconnect(true);
    });
  }

  private dismiss(socket: Socket, reason: string, cause: string): void {
    this.services.metrics.socketsDropped.inc({ reason: cause });
    socket.emit("bye", { reason });
    socket.disconnect(true);
  }

  async stop(): Promise<void> {
    this.stopWatchingSlow();
    this.access.stop();
    this.io.local.emit("bye", { reason: STOPPING });
    await new Promise((resolve) => setTimeout(resolve, FAREWELL_MS));
    this.io.local.disconnectSockets(true);
    await this.services.presence.stop();
    this.io.engine.close();
  }
}

/** Opens `/socket.io` on the HTTP server; other upgrades, such as Next's own, are left alone. */
export function attachGateway(
  httpServer: HttpServer,
  services: Services,
  authenticate: Authenticate = (handshake) => recognise(services, handshake),
): Gateway {
  const io = new Server(httpServer, {
    transports: ["websocket"],
    destroyUpgrade: false,
    maxHttpBufferSize: LONGEST_FRAME,
    perMessageDeflate: false,
    httpCompression: false,
    serveClient: false,
    allowEIO3: false,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    connectTimeout: 10_000,
  });
  const gateway = new RunGateway(io, services, authenticate);
  services.onStop(() => gateway.stop());
  return gateway;
}
