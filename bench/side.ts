import type { WatchTarget } from "./watch-messages";

/** One write of a writer, as it goes over HTTP. */
export interface Post {
  path: string;
  token: string | null;
  body: string;
}

/** A running server with one run (or the floor's one table) to write to. */
export interface RunningSide {
  pid: number;
  url: string;
  /** Where watchers connect at this moment. */
  target(): Promise<WatchTarget>;
  /** The next write of writer 0, 1, 2 …; no two writers wait for each other. */
  post(writer: number): Post;
  /** See ServerProcess. */
  collectGarbage(): void;
  stop(): Promise<void>;
}

/** The floor or the product: each start is a fresh server process on the same data. */
export interface Side {
  name: "floor" | "product";
  start(): Promise<RunningSide>;
}
