// Walks the source tree; node_modules and build output are never entered.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const skipped = new Set(["node_modules", ".next", "dist", ".data", ".git"]);

/** Paths (with `/`, relative to the working directory) below `places` whose name matches, sorted. */
export function globFiles(places, pattern) {
  const found = [];
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (statSync(path).isFile()) {
      if (pattern.test(path)) found.push(path);
      return;
    }
    for (const entry of readdirSync(path)) if (!skipped.has(entry)) visit(join(path, entry));
  };
  for (const place of places) visit(place);
  return found.map((path) => path.replaceAll("\\", "/")).sort();
}
