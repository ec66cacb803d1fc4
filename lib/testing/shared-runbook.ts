import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../../shared/runbooks");

/** Whether the real documents of our first users lie beside the checkout; what needs them is skipped elsewhere. */
export const hasSharedRunbooks = existsSync(folder);

export function sharedRunbook(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}
