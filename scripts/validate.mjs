// `npm run validate`: every check of the project, cheapest first; stops at the first that fails.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildProduct } from "./build.mjs";
import { root } from "./requirements.mjs";
import { endWith, runNode, step } from "./say.mjs";

const bin = (path) => join(root, "node_modules", path);
const own = (name) => join(root, "scripts", name);

const checks = [
  [
    "Format and lint (biome)",
    () => runNode(bin("@biomejs/biome/bin/biome"), ["ci", "--error-on-warnings", "."]),
  ],
  [
    "Types (next typegen, tsc)",
    async () => {
      await runNode(bin("next/dist/bin/next"), ["typegen"]);
      await runNode(bin("typescript/bin/tsc"), ["--noEmit"]);
    },
  ],
  ["Import boundaries (dependency-cruiser)", () => runNode(own("check-boundaries.mjs"))],
  ["Dead code (knip)", () => runNode(bin("knip/bin/knip.js"), ["--no-progress"])],
  ["Spec coverage", () => runNode(own("check-spec.mjs"))],
  ["Unit and Postgres tests (vitest)", () => runNode(bin("vitest/vitest.mjs"), ["run"])],
  ["Build", buildProduct],
  ["Browser bundles hold no server code", () => runNode(own("check-bundles.mjs"))],
  ["Browser tests (Playwright)", () => runNode(bin("@playwright/test/cli.js"), ["test"])],
];

export async function validate() {
  process.chdir(root);
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  const began = performance.now();
  for (const [name, work] of checks) await step(name, work);
  process.stdout.write(
    `\nAll ${checks.length} checks passed in ${((performance.now() - began) / 60_000).toFixed(1)} min\n`,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await validate();
  } catch (error) {
    endWith(error);
  }
}
