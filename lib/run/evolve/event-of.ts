import type { EventType, RunEvent } from "../events";

/** The event of one type, for handlers of that type. */
export type EventOf<T extends EventType> = Extract<RunEvent, { type: T }>;
