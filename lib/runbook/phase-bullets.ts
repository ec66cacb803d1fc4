import type { ListBlock, ListItem } from "./blocks";
import { isBoxed } from "./classify-section";
import { isDecisionItem } from "./decision-marks";
import type { PhaseDraft, StepDraft } from "./draft";
import { isStatement } from "./imperatives";
import { isCommandCode } from "./inline-command";

/** Where bullets are steps, those that only say how things are stay text; conditions and checks may be said so. */
export function withoutStatements(lists: ListBlock[], phase: PhaseDraft): ListBlock[] {
  const told = lists.filter((list) => !list.items.every(isNameOnly));
  if (told.length < lists.length) return withoutStatements(told, phase);
  if (!/^(?:prepare|execute|rollback|post-rollback|hypercare)$/.test(phase.def.kind)) return lists;
  const left = lists.map((list) => ({
    ...list,
    items: list.items.filter(
      (item) => item.text === null || !(isStatement(item.text.plain) || onlyNames(item)),
    ),
  }));
  const named = lists.flatMap((list) => list.items).every(onlyNames);
  return left.every((list) => list.items.length === 0) && !named ? lists : left;
}

/** "`orders`" as a whole item: a name to look up, no step by itself. */
function isNameOnly(item: ListItem): boolean {
  const text = item.text;
  if (text === null || text.codes.length === 0 || item.content.length > 0 || item.checked !== null)
    return false;
  const rest = text.codes.reduce((left, code) => left.replace(code.text, ""), text.plain);
  return !/\p{L}/u.test(rest) && text.codes.every((code) => !isCommandCode(code.text));
}

/** "Dashboards:" with nothing behind it, "Full rollback: 15-30 min": a heading of nothing, an estimate; nobody does either. */
function onlyNames(item: ListItem): boolean {
  const text = item.text;
  if (text === null || item.content.length > 0 || text.codes.length > 0 || item.checked !== null)
    return false;
  const value = /^[^:：\n]{1,60}[:：]\s*(.*)$/s.exec(text.plain)?.[1];
  if (value === undefined) return false;
  return /^(?:\.{2,}|…|[-–—])?$/.test(value) || (value.length <= 24 && ESTIMATE.test(value));
}

const ESTIMATE =
  /^(?:~|≈|<|≤|ca\.?|circa|approx\.?|about|约|約|预计|予定|max\.?)?\s?(?:\d{1,4}|XX?)(?:[.,]\d+)?\s?(?:[-–~]\s?\d{1,4}\s?)?(?:s|sec\p{L}*|min\p{L}*|m|h|hours?|std\.?|stunden?|heures?|horas?|ore|hodin\p{L}*|мин\p{L}*|час\p{L}*|phút|giờ|秒|分钟?|分鐘|小时|小時|時間|분|시간|초)\.?$/iu;

/** "1. Do this" with bullets that are not indented right below it: they are parts of that item all the same. */
export function looseOwner(
  list: ListBlock,
  lastList: StepDraft[],
  last: StepDraft | null,
  phase: PhaseDraft,
): StepDraft | null {
  const [only, ...more] = lastList;
  if (only === undefined || more.length > 0 || only !== last || only.origin !== "item") return null;
  const ordered = phase.groups[only.group]?.ordered === true;
  return ordered && list.line - (only.def.endLine ?? only.def.line) <= 2 ? only : null;
}

/** A list of steps without what only explains: among boxes a bullet without one, unless its author or its words say more. */
export function withoutRemarks(list: ListBlock): ListBlock {
  const isItem = (item: ListItem) => isBoxed(item) || item.annotation !== null || isDecisionItem(item);
  return list.ordered ? list : { ...list, items: list.items.filter(isItem) };
}
