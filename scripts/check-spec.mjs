// Spec coverage, both ways: every rule of lib/run/SPEC.md is cited by the name of a test, and every test of lib/run cites a rule that exists.
import { readFileSync } from "node:fs";
import { globFiles } from "./files.mjs";
import { root } from "./requirements.mjs";
import { CommandFailed, endWith } from "./say.mjs";

const id = /\b(?:R\d+|[A-Z])\.\d+\b/g;
const testName = /\b(?:it|test)(?:\.each\([^)]*\)|\.for\([^)]*\))?\s*\(\s*(["'`])((?:(?!\1)[^\\]|\\.)*)\1/gs;

try {
  process.chdir(root);
  const rules = new Set(
    [...readFileSync("lib/run/SPEC.md", "utf8").matchAll(/^\s*[-*]\s+\*\*((?:R\d+|[A-Z])\.\d+)\*\*/gm)].map(
      (match) => match[1],
    ),
  );
  if (rules.size === 0) throw new CommandFailed("SPEC.md holds no rule that this check can read");

  const problems = [];
  const cited = new Set();
  let tests = 0;
  for (const file of globFiles(["lib/run"], /\.test\.ts$/)) {
    for (const [, , name] of readFileSync(file, "utf8").matchAll(testName)) {
      tests += 1;
      const ids = name.match(id) ?? [];
      if (ids.length === 0) problems.push(`${file}: «${name}» cites no rule`);
      for (const rule of ids) {
        cited.add(rule);
        if (!rules.has(rule)) problems.push(`${file}: «${name}» cites ${rule}, which SPEC.md does not have`);
      }
    }
  }
  for (const rule of rules) if (!cited.has(rule)) problems.push(`SPEC.md: ${rule} has no test`);
  if (problems.length > 0) throw new CommandFailed(problems.join("\n"));
  process.stdout.write(`  ${rules.size} rules, ${tests} tests, each cites the other\n`);
} catch (error) {
  endWith(error);
}
