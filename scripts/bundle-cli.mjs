// Bundles the command line from its sources, and installs what that takes. Its caller sends our output to stderr.
import { bundleCli } from "./build.mjs";
import { ensurePackages, ensurePrismaClient, requireNode } from "./requirements.mjs";
import { endWith } from "./say.mjs";

try {
  requireNode();
  await ensurePackages();
  await ensurePrismaClient();
  await bundleCli();
} catch (error) {
  endWith(error);
}
