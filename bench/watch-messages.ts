/** Where watchers connect and how they tell that they have an event. */
export type WatchTarget =
  | { kind: "floor"; url: string }
  /** `tokens` are handed round; `after` is the sequence number that a browser has from its page. */
  | { kind: "product"; url: string; runId: string; tokens: string[]; after: number };

/** From the bench to a process of watchers. */
export type WatchOrder =
  | { type: "connect"; target: WatchTarget; count: number }
  | { type: "disconnect" }
  | { type: "exit" };

/** From a process of watchers to the bench. Times are milliseconds of the machine's monotonic clock. */
export type WatchReport =
  | { type: "connected" }
  | { type: "disconnected" }
  /** Sequence numbers that the last of this process's watchers has now got, and when. */
  | { type: "delivered"; items: [seq: number, at: number][] }
  | { type: "trouble"; text: string };

/** Milliseconds of a clock that all processes of one machine share. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
