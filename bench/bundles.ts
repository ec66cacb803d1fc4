// The floor and the watchers run as plain Node, bundled as the product is, so that no loader weighs on either side.
import { join } from "node:path";
import { build } from "esbuild";

export interface Bundles {
  floorServer: string;
  watcherProcess: string;
}

/** Below node_modules, where the bundles find the packages and no check looks at them. */
const folder = "node_modules/.cache/holdpoint/bench";

/** @param root the project's folder */
export async function bundleProcesses(root: string): Promise<Bundles> {
  await build({
    absWorkingDir: root,
    entryPoints: ["bench/floor-server.ts", "bench/watcher-process.ts"],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    logLevel: "warning",
  });
  return {
    floorServer: join(root, folder, "floor-server.mjs"),
    watcherProcess: join(root, folder, "watcher-process.mjs"),
  };
}
