import type { Block } from "./blocks";
import { holdsSteps, isBoxed, isStepList, sectionKind } from "./classify-section";
import { tableKind } from "./classify-table";
import { commandsOf, numberedCommands } from "./command-steps";
import { isOpeningVerb, isOrder } from "./imperatives";
import { kindsOf, type SectionKind } from "./keywords";
import { childSections, ownBlocks, type Section } from "./outline";

/** Heading that is itself a step (rule 6): "Step N", "N.M" or a T-offset, with no list of steps beneath. */
export function isHeadingStep(section: Section, underPhase: boolean, siblings: Section[] = []): boolean {
  const { label } = section;
  if (section.source !== "heading" && !isCountedLabel(section)) return false;
  if (
    !(
      isNumberedStep(section, siblings) ||
      (underPhase && isOrderStep(section, siblings)) ||
      label.stepMark ||
      ((label.dotted || (label.code && siblings.length > 0)) && underPhase) ||
      (label.leadsWithOffset && underPhase)
    )
  )
    return false;
  if (childSections(section).some((child) => child.source === "heading")) return false;
  const blocks = ownBlocks(section);
  const told = childSections(section).filter((child) => child.source === "label" && explains(child));
  if (
    blocks.some(
      (block) =>
        isStepList(block) &&
        !isLabelledOutcome(section, block) &&
        !told.some((child) => child.content.includes(block)),
    )
  )
    return false;
  if (blocks.some((block) => block.type === "table" && tableKind(block) === "steps")) return false;
  if (blocks.some((block) => block.type === "code" && numberedCommands(commandsOf(block)))) return false;
  if (label.goNoGo && !label.stepMark && sectionKind(section) === "decision") return false;
  if (label.stepMark || label.leadsWithOffset) return true;
  const kinds = isOrder(label.name) ? [] : kindsOf(label.name).map((hit) => hit.kind);
  const first = kinds[0];
  if (first !== undefined && STRONG_SIDES.has(first)) return false;
  return (
    blocks.length === 0 ||
    childSections(section).length > 0 ||
    blocks.some(
      (block) =>
        block.type === "paragraph" ||
        block.type === "list" ||
        block.type === "quote" ||
        (block.type === "code" && commandsOf(block).length > 0),
    )
  );
}

/** "**Step 2: Stop the old version**" on a line of its own, with the commands for it right below. */
function isCountedLabel(section: Section): boolean {
  const blocks = ownBlocks(section);
  return (
    section.label.stepMark &&
    blocks.some((block) => block.type === "code") &&
    blocks.every((block) => block.type === "code" || block.type === "rule" || block.type === "comment")
  );
}

/** "The script then runs a gate in two parts:" and its list explain; only a list that the reader is told to follow is one of steps. */
export function explains(label: Section): boolean {
  if (ownBlocks(label).some((block) => block.type === "list" && block.items.some(isBoxed))) return false;
  return explainsNext(label.heading.plain);
}

/** True for a text whose last sentence opens with what it speaks of ("Then it:"), and gives no order. */
export function explainsNext(plain: string): boolean {
  const text = (
    plain
      .replace(/\n/g, " ")
      .split(/(?<=[.!?])\s+/)
      .at(-1) ?? ""
  )
    .replace(/^(?:and\s+)?then\s+/i, "")
    .trim();
  if (!/^(?:the|this|it|these|that|those|there|what|why|how)(?:\s|\s*[:：]$)/i.test(text)) return false;
  return (
    /\b(?:will|does|do|means|are|is|it)\s*[:：]$/.test(text) ||
    !/\b(?:steps?|order|sequence|follow\w*|actions?|tasks?|checklist|checks?|must|should|needs?|shall|procedure|run)\b/i.test(
      text,
    )
  );
}

/** "### 1. …" beside others of its kind, hardly any of which holds a list of steps: the numbers count steps. */
function isNumberedStep(section: Section, siblings: Section[]): boolean {
  const numbered = siblings.filter(
    (each) =>
      each.source === "heading" &&
      /^\d+$/.test(each.label.number ?? "") &&
      !each.label.phaseMark &&
      each.label.offset === null,
  );
  if (numbered.length < 2 || !numbered.includes(section)) return false;
  const aside = numbered.filter((each) => NO_STEP_KINDS.has(sectionKind(each) ?? "procedure"));
  if (aside.length > 0 && (aside.includes(section) || aside.length * 4 > numbered.length)) return false;
  const plain = numbered.filter(
    (each) =>
      childSections(each).every((child) => child.source !== "heading") &&
      !each.content.some((node) => node.type !== "section" && isStepList(node)),
  );
  return plain.length * 3 >= numbered.length * 2;
}

/** "### Block deployments" among headings that are orders as well, none of which holds a list of steps or a command. */
function isOrderStep(section: Section, siblings: Section[]): boolean {
  const headings = siblings.filter((each) => each.source === "heading");
  const [first] = headings;
  if (first === undefined || headings.length < 4 || !headings.includes(section)) return false;
  const known = orderRuns.get(first) ?? areOrders(headings);
  orderRuns.set(first, known);
  return known;
}

/** What was found out about all headings of a parent, by the first of them. */
const orderRuns = new WeakMap<Section, boolean>();

function areOrders(headings: Section[]): boolean {
  const bare = headings.every(
    (each) =>
      each.content.length > 0 &&
      childSections(each).every((child) => child.source !== "heading") &&
      !holdsSteps(each),
  );
  const ordering = headings.filter((each) => isOpeningVerb(each.label.name));
  return bare && ordering.length * 4 >= headings.length * 3;
}

const labelOf = (section: Section, block: Block): string =>
  childSections(section).find((child) => child.content.includes(block))?.heading.plain ?? "";

/** A numbered list under "Expected:" or "Validate:" holds criteria, no steps. */
function isLabelledOutcome(section: Section, block: Block): boolean {
  if (
    block.type === "list" &&
    block.items.some(isBoxed) &&
    labelOf(section, block).trim().split(/\s+/).length > 3 &&
    !/expect|abort|evidence/i.test(labelOf(section, block))
  )
    return false;
  return childSections(section).some((child) => {
    const kind = sectionKind(child);
    return (
      (kind === "expected" ||
        kind === "validate" ||
        kind === "abort" ||
        kind === "completion" ||
        kind === "rollback" ||
        kind === "evidence" ||
        (child.source === "label" && kind === "verification")) &&
      child.content.includes(block)
    );
  });
}

const NO_STEP_KINDS = new Set<SectionKind>([
  ...([
    "overview",
    "roles",
    "contacts",
    "communication",
    "rollback",
    "post-rollback",
    "preconditions",
  ] as const),
  ...(["hypercare", "references", "evidence", "triggers", "completion", "final-record", "metadata"] as const),
]);
const STRONG_SIDES = new Set<SectionKind>([
  "roles",
  "contacts",
  "triggers",
  "hypercare",
  "final-record",
  "taxonomy",
  "completion",
  "abort",
  "post-rollback",
  "exit-codes",
]);
