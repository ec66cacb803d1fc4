import { readBytes } from "./read-bytes";
import type { ReadAnswer, ReadRequest } from "./reading";

/** A worker of its own for hostile text: the page that started it kills it when it takes too long. */
addEventListener("message", ({ data }: MessageEvent<ReadRequest>) => {
  postMessage(readBytes(data.bytes) satisfies ReadAnswer);
});
postMessage("ready" satisfies ReadAnswer);
