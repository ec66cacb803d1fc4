// Import boundaries as errors, and proof that the tool saw the modules: a parser that silently reads nothing passes every rule.
import { globFiles } from "./files.mjs";
import { root } from "./requirements.mjs";
import { CommandFailed, endWith } from "./say.mjs";

const folders = ["app", "components", "lib", "cli", "prisma", "bench", "e2e", "server.ts", "proxy.ts"];

try {
  process.chdir(root);
  const { cruise } = await import("dependency-cruiser");
  const { default: extractOptions } = await import("dependency-cruiser/config-utl/extract-depcruise-options");
  const { default: extractTsConfig } = await import("dependency-cruiser/config-utl/extract-ts-config");
  const options = await extractOptions("./.dependency-cruiser.mjs");
  const tsConfig = extractTsConfig("./tsconfig.json");
  const files = globFiles(folders, /\.tsx?$/).filter((file) => !file.startsWith("lib/server/generated/"));
  const { output } = await cruise(files, { ...options, validate: true }, undefined, { tsConfig });

  const seen = new Map(output.modules.map((module) => [module.source, module]));
  const unseen = files.filter((file) => !seen.has(file));
  const edges = output.modules.reduce((sum, module) => sum + module.dependencies.length, 0);
  if (unseen.length > 0)
    throw new CommandFailed(`dependency-cruiser did not see ${unseen.length} files, e.g. ${unseen[0]}`);
  if (edges < files.length)
    throw new CommandFailed(
      `dependency-cruiser saw only ${edges} imports in ${files.length} files: its parser does not work`,
    );

  for (const { rule, from, to, cycle } of output.summary.violations)
    process.stderr.write(`${rule.name}: ${from} → ${cycle ? cycle.map((c) => c.name).join(" → ") : to}\n`);
  if (output.summary.violations.length > 0)
    throw new CommandFailed(`${output.summary.violations.length} imports cross a boundary`);
  process.stdout.write(`  ${files.length} files, ${edges} imports, no boundary crossed\n`);
} catch (error) {
  endWith(error);
}
