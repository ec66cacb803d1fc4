import { statfs } from "node:fs/promises";
import type { Env } from "../env";

/** What is left free, so that the log can always be written, bytes. */
const FLOOR = 512 * 1024 * 1024;
/** And of a large disk, this part. */
const FLOOR_PART = 0.02;

/** What PostgreSQL writes for each byte of evidence: the chunk, and its image in the write-ahead log until a checkpoint. */
const WRITTEN_PER_BYTE = 2;

export interface DiskSpace {
  free: number;
  total: number;
}

/** Where the data directory lies; null where the database is not ours, and its disk not to be seen. */
export async function diskSpace({ databaseUrl, dataDir }: Env): Promise<DiskSpace | null> {
  if (databaseUrl) return null;
  const { bavail, blocks, bsize } = await statfs(dataDir);
  return { free: bavail * bsize, total: blocks * bsize };
}

/** Whether so many more bytes of evidence leave enough for everything else. */
export function hasRoom({ free, total }: DiskSpace, bytes: number): boolean {
  return free - bytes * WRITTEN_PER_BYTE >= Math.min(Math.max(FLOOR, total * FLOOR_PART), 8 * FLOOR);
}
