// `npm run dev`: the same server from its sources, with Next's development mode.
import { join } from "node:path";
import { ensurePackages, ensurePrismaClient, requireNode, root } from "./requirements.mjs";
import { endWith, runNode } from "./say.mjs";

try {
  requireNode();
  await ensurePackages();
  await ensurePrismaClient();
  await runNode(join(root, "node_modules/tsx/dist/cli.mjs"), ["server.ts"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1" },
  });
} catch (error) {
  endWith(error);
}
