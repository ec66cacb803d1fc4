/** A runbook of about so many lines, as long ones are: phases with steps, commands, expected results, owners, prose. */
export function longRunbook(lines: number): string {
  const out = [
    "# Moving everything",
    "",
    "## Roles",
    "",
    "- Lead: decides",
    "- Operator: carries out",
    "- Scribe: writes",
    "",
  ];
  for (let phase = 1; out.length < lines; phase += 1) {
    out.push(
      `## T-${Math.max(5, 900 - phase * 10)} Part ${phase}`,
      "",
      `What part ${phase} is for, told in a sentence or two.`,
      "",
    );
    for (let step = 1; step <= 8; step += 1) {
      out.push(
        `${step}. **Move piece ${phase}.${step}** of the estate (Operator, ${step + 2} min)`,
        `   - Check that \`piece-${phase}-${step}\` answers`,
        "   ```bash",
        `   ./move.sh --piece ${phase}.${step} --to cluster-2 | tee move-${phase}-${step}.log`,
        "   ```",
        `   Expected: piece ${phase}.${step} is moved, 0 failures`,
        "",
      );
    }
  }
  return `${out.join("\n")}\n`;
}
