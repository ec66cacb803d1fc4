// `npm run bench`: the measurements Q1-Q4, Q7 and Q10, product beside its floor. Builds what is missing, then hands over to bench/main.ts.
import { join } from "node:path";
import { buildProduct, isBuilt } from "./build.mjs";
import { ensurePackages, ensurePrismaClient, requireNode, root } from "./requirements.mjs";
import { endWith, runNode } from "./say.mjs";

try {
  requireNode();
  process.chdir(root);
  await ensurePackages();
  await ensurePrismaClient();
  if (!isBuilt()) await buildProduct();
  await runNode("--import", ["tsx", join(root, "bench/main.ts"), ...process.argv.slice(2)], { cwd: root });
} catch (error) {
  endWith(error);
}
