import type { ProseBlock, RunbookDefinition } from "../run/definition";
import type { PhaseDraft } from "./draft";
import type { LineLedger } from "./source-text";

/** Every line that the structure did not take, in blocks, below the phase whose section it stands in. */
export function remainingProse(
  lines: string[],
  ledger: LineLedger,
  phases: PhaseDraft[],
  headingLines: Set<number>,
): { prose: ProseBlock[]; lines: RunbookDefinition["lines"] } {
  const prose: ProseBlock[] = [];
  const last = lines.length > 1 && lines[lines.length - 1] === "" ? 1 : 0;
  const counts = { total: lines.length - last, placed: 0, prose: 0, blank: 0 };
  const phaseAt = phaseByLine(lines.length, phases);
  let open: { from: number; to: number } | null = null;
  const close = (): void => {
    if (open === null) return;
    prose.push({
      line: open.from,
      endLine: open.to,
      phaseId: phaseAt[open.from] ?? null,
      text: lines.slice(open.from - 1, open.to).join("\n"),
    });
    open = null;
  };
  lines.forEach((text, index) => {
    const line = index + 1;
    if (text.trim() === "") {
      if (index < lines.length - last) counts.blank++;
      return;
    }
    if (ledger.isPlaced(line)) {
      counts.placed++;
      close();
      return;
    }
    counts.prose++;
    if (open !== null && (headingLines.has(line) || phaseAt[line] !== phaseAt[open.from])) close();
    if (open === null) open = { from: line, to: line };
    else open.to = line;
  });
  close();
  return { prose, lines: counts };
}

/** Id of the innermost phase whose section covers a line. */
function phaseByLine(count: number, phases: PhaseDraft[]): (string | undefined)[] {
  const at = new Array<string | undefined>(count + 2);
  const widest = [...phases].sort(
    (a, b) => b.section.endLine - b.section.line - (a.section.endLine - a.section.line),
  );
  for (const phase of widest)
    for (let i = phase.section.line; i <= phase.section.endLine && i < at.length; i++) at[i] = phase.def.id;
  return at;
}
