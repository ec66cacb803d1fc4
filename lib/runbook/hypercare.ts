import type { Block, InlineText, TableBlock } from "./blocks";
import { tableKind } from "./classify-table";
import { commandsOf } from "./command-steps";
import type { ImportDraft } from "./draft";
import { isCommandCode } from "./inline-command";
import { durationMinutes, frequencyMinutes } from "./offsets";
import { sharedCount, tokensOf } from "./similarity";
import { columnsOf } from "./table-columns";

const WINDOW =
  /^(?:T\+)?(\d{1,3})\s?(h|hours?|d|days?|min|m)?\s?(?:-|–|—|to|→|->|bis)\s?(?:T\+)?(\d{1,3})\s?(h|hours?|hrs?|d|days?|tage?|jours?|min|m|时间|時間|小时|시간)/iu;
const FIRST =
  /(?:first|erste[nr]?|premières?|primeras?|primeiras?|最初の|前)\s?(\d{1,3})?\s?(hours?|h|days?|d|stunden?|tage?|heures?|horas?|時間|小时)/iu;

/** "0-6h: every 30m" opens a window with its rhythm; null for a text that is none. */
function readWindow(
  text: string,
  line: number,
): { from: number; to: number; everyMinutes: number; text: string; line: number } | null {
  const every = frequencyMinutes(text);
  if (every === null || every <= 0) return null;
  const match = WINDOW.exec(text.trim());
  if (match !== null) {
    const unit = match[4] ?? "h";
    return {
      from: durationMinutes(`${match[1]} ${match[2] ?? unit}`) ?? 0,
      to: durationMinutes(`${match[3]} ${unit}`) ?? 0,
      everyMinutes: every,
      text: text.replace(/\n/g, " "),
      line,
    };
  }
  const first = FIRST.exec(text);
  if (first === null) return null;
  return {
    from: 0,
    to: durationMinutes(`${first[1] ?? 1} ${first[2] ?? "h"}`) ?? 60,
    everyMinutes: every,
    text: text.replace(/\n/g, " "),
    line,
  };
}

function readFocus(text: InlineText, draft: ImportDraft): boolean {
  const label = text.lead ?? /^([^:：]{2,40})[:：]/.exec(text.plain)?.[1] ?? "";
  if (!/^(?:focus|watch|key metrics|schwerpunkt|focus sur|enfoque|foco|фокус|重点|注目|중점)/iu.test(label))
    return false;
  const rest = text.lead === null ? text.plain.slice(text.plain.search(/[:：]/) + 1) : text.rest;
  draft.focus.push(
    ...rest
      .replace(/[.。]$/, "")
      .split(/[,;，、]/)
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  );
  return true;
}

function readItem(text: InlineText, line: number, draft: ImportDraft): boolean {
  const window = readWindow(text.plain, line);
  if (window !== null) {
    draft.schedule.push(window);
    return true;
  }
  if (readFocus(text, draft)) return true;
  const command = text.codes.find((code) => isCommandCode(code.text))?.text ?? null;
  const every = frequencyMinutes(text.plain);
  if (command === null && every === null) return false;
  const title = text.lead ?? text.plain.replace(/\s*\((?:run )?(?:every|daily|hourly)[^()]*\)\s*$/i, "");
  draft.checks.push({ text: title, everyMinutes: every, command, onFail: null, line });
  return true;
}

/** Monitoring tables: recurring checks with what to do on failure, never steps (rule 16). */
export function readMonitoringTable(table: TableBlock, draft: ImportDraft): void {
  const columns = columnsOf(table);
  const subject = table.header.findIndex(
    (_, index) => index !== columns.frequency && index !== columns.response && index !== columns.owner,
  );
  for (const row of table.rows) {
    const cell = (index: number): string | null =>
      index < 0 ? null : row.cells[index]?.plain.trim() || null;
    const text = cell(subject);
    if (text === null) continue;
    const frequency = cell(columns.frequency) ?? "";
    const command =
      row.cells.flatMap((each) => each.codes).find((code) => isCommandCode(code.text))?.text ?? null;
    const others = table.header.flatMap((head, index) =>
      index === subject ||
      index === columns.frequency ||
      index === columns.response ||
      index === columns.owner ||
      cell(index) === null
        ? []
        : [`${head.plain}: ${cell(index)}`],
    );
    const window = WINDOW.test(text) ? readWindow(`${text}: ${frequency}`, row.line) : null;
    if (window !== null) draft.schedule.push(window);
    else
      draft.checks.push({
        text: [
          text,
          ...others,
          ...(frequencyMinutes(frequency) === null && frequency !== "" ? [frequency] : []),
        ].join(" · "),
        everyMinutes: frequencyMinutes(frequency),
        command,
        onFail: cell(columns.response),
        line: row.line,
      });
  }
  draft.ledger.place(table.line, table.endLine);
}

/** Commands of a monitoring section go to the check that they serve; others become checks of their own. */
function readCommands(block: Extract<Block, { type: "code" }>, draft: ImportDraft): void {
  const commands = commandsOf(block);
  for (const command of commands) {
    const comment = command.before.map((each) => each.text).join(" ");
    const watch = /^watch\s+(?:-n\s*|--interval[= ])(\d+)/.exec(command.text)?.[1];
    const wanted = tokensOf(`${comment} ${command.text.slice(0, 400)}`);
    const best = draft.checks
      .filter((check) => check.command === null)
      .map((check) => ({
        check,
        shared: sharedCount(wanted, tokensOf(check.text)),
        size: tokensOf(check.text).size,
      }))
      .filter((each) => each.shared > 0 && each.shared * 2 > each.size)
      .sort((a, b) => b.shared - a.shared)[0]?.check;
    if (best !== undefined) {
      best.command = command.text;
      best.everyMinutes ??= watch === undefined ? null : Number(watch) / 60;
    } else
      draft.checks.push({
        text: comment || (command.text.split("\n")[0] ?? ""),
        everyMinutes: watch === undefined ? null : Number(watch) / 60,
        command: command.text,
        onFail: null,
        line: command.line,
      });
  }
  if (commands.length > 0) draft.ledger.place(block.line, block.endLine);
}

/** Reads a hypercare block; false when it is left for the phase (a checklist) or for the prose. */
export function readHypercareBlock(block: Block, draft: ImportDraft): boolean {
  if (block.type === "table") {
    const kind = tableKind(block);
    if (kind !== "monitoring") return false;
    readMonitoringTable(block, draft);
    return true;
  }
  if (block.type === "code") {
    readCommands(block, draft);
    return true;
  }
  if (block.type === "paragraph") {
    const done = readWindow(block.text.plain, block.line) !== null && readItem(block.text, block.line, draft);
    if (done) draft.ledger.place(block.line, block.endLine);
    return done;
  }
  if (block.type !== "list" || block.ordered || block.items.some((item) => item.checked !== null))
    return false;
  let any = false;
  for (const item of block.items) {
    if (item.text === null || !readItem(item.text, item.line, draft)) continue;
    any = true;
    draft.ledger.place(item.line, item.endLine);
  }
  return any;
}
