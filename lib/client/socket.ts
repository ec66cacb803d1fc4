import { io, type Socket } from "socket.io-client";
import type {
  ByeMessage,
  EditorsMessage,
  EditRequest,
  EventsMessage,
  JoinAnswer,
  JoinRefusal,
  JoinRequest,
  PresenceMessage,
} from "../protocol/socket";

interface ServerMessages {
  events: (message: EventsMessage) => void;
  presence: (message: PresenceMessage) => void;
  editors: (message: EditorsMessage) => void;
  bye: (message: ByeMessage) => void;
}

interface ClientMessages {
  join: (request: JoinRequest, answer: (reply: JoinAnswer | JoinRefusal) => void) => void;
  edit: (request: EditRequest, answer: (reply: EditorsMessage | JoinRefusal | null) => void) => void;
  time: (answer: (serverTime: number | string) => void) => void;
}

export type RunSocket = Socket<ServerMessages, ClientMessages>;

let shared: RunSocket | null = null;

/**
 * The one connection of this browser tab: websocket only (no sticky sessions needed), reconnecting by itself within
 * two seconds, at a random moment so that a restarted server does not meet everybody at once.
 */
export function runSocket(): RunSocket {
  shared ??= io({
    transports: ["websocket"],
    autoConnect: false,
    withCredentials: true,
    reconnectionDelay: 200,
    reconnectionDelayMax: 2_000,
    randomizationFactor: 0.5,
    timeout: 5_000,
  });
  return shared;
}
