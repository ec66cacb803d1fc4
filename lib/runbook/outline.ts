import { type Annotation, joinAnnotations, parseAnnotation } from "./annotations";
import {
  type Block,
  type HeadingBlock,
  type InlineText,
  type ListItem,
  type ParagraphBlock,
  plainInline,
} from "./blocks";
import { type HeadingLabel, headingLabel } from "./heading-label";

/** A heading, a bold line that acts as one, or a "Label:" line with the block that it introduces. */
export interface Section {
  type: "section";
  source: "root" | "heading" | "bold" | "label";
  depth: number;
  heading: InlineText;
  label: HeadingLabel;
  annotation: Annotation | null;
  content: (Block | Section)[];
  line: number;
  endLine: number;
}

const BOLD_DEPTH = 7;
const LABEL_DEPTH = 8;

function openSection(source: Section["source"], depth: number, heading: InlineText): Section {
  return {
    type: "section",
    source,
    depth,
    heading,
    label: headingLabel(heading.plain),
    annotation: heading.annotation === null ? null : parseAnnotation(heading.annotation),
    content: [],
    line: heading.line,
    endLine: heading.endLine,
  };
}

/** "Expected:" before a list, a fence or a table; a whole sentence that ends with a colon counts as well. */
function isLabelFor(text: InlineText, next: Block | HeadingBlock | undefined): boolean {
  if (next === undefined || text.plain.includes("\n")) return false;
  if (!/[:：]\s*$/.test(text.plain) && !(text.allBold && text.plain.length < 80)) return false;
  return next.type === "list" || next.type === "code" || next.type === "table" || next.type === "quote";
}

/** True where the bold line before `index` governs what follows up to the next bold line or heading. */
function isBoldHeading(block: ParagraphBlock): boolean {
  return (
    block.text.allBold &&
    !block.text.plain.includes("\n") &&
    block.text.plain.length <= 100 &&
    !/[.!?。]$/.test(block.text.plain)
  );
}

/** The tree of sections, document order kept inside each of them. */
export function buildOutline(blocks: (Block | HeadingBlock)[]): Section {
  const root = openSection("root", 0, plainInline("", 1));
  const stack: Section[] = [root];
  const top = (): Section => stack[stack.length - 1] ?? root;
  const push = (section: Section): void => {
    while (stack.length > 1 && top().depth >= section.depth) stack.pop();
    top().content.push(section);
    stack.push(section);
  };
  let labelled = 0;
  blocks.forEach((block, index) => {
    if (block.type === "heading") {
      push(openSection("heading", block.depth, block.text));
    } else if (block.type === "paragraph" && isBoldHeading(block)) {
      push(openSection("bold", BOLD_DEPTH, block.text));
    } else if (block.type === "paragraph" && isLabelFor(block.text, blocks[index + 1])) {
      push(openSection("label", LABEL_DEPTH, block.text));
      labelled = index + 1;
    } else {
      if (top().source === "label" && index !== labelled && !(block.type === "comment")) stack.pop();
      if (block.type === "comment" && block.annotation !== null) attachAnnotation(top(), block.annotation);
      top().content.push(block);
    }
  });
  promoteBold(root);
  closeLines(root);
  return root;
}

/** Where a document has a title at most, its bold lines are its headings. */
function promoteBold(root: Section): void {
  const all = allSections(root);
  if (all.filter((section) => section.source === "heading").length > 1) return;
  const bold = all.filter((section) => section.source === "bold");
  if (bold.length >= 2) for (const section of bold) section.source = "heading";
}

function closeLines(section: Section): number {
  for (const node of section.content) {
    section.endLine = Math.max(section.endLine, node.type === "section" ? closeLines(node) : node.endLine);
  }
  return section.endLine;
}

/** A comment on its own line refines the item, or else the heading, right before it. */
function attachAnnotation(section: Section, body: string): void {
  const previous = section.content.findLast((node) => node.type !== "comment");
  if (previous === undefined) {
    section.heading.annotation = joinAnnotations(section.heading.annotation, body);
    section.annotation = parseAnnotation(section.heading.annotation);
    return;
  }
  if (previous.type === "list") {
    const item: ListItem | undefined = previous.items[previous.items.length - 1];
    if (item !== undefined) item.annotation = joinAnnotations(item.annotation, body);
  } else if (previous.type === "table") {
    const cell = previous.rows[previous.rows.length - 1]?.cells[0];
    if (cell !== undefined) cell.annotation = joinAnnotations(cell.annotation, body);
  } else if (previous.type === "code") {
    previous.lang = `${previous.lang} hp:${body}`;
  }
}

/** Child sections in document order. */
export function childSections(section: Section): Section[] {
  return section.content.filter((node): node is Section => node.type === "section");
}

/** Blocks that stand directly below the heading or below labels of it, in order; real sub-headings excluded. */
export function ownBlocks(section: Section): Block[] {
  return section.content.flatMap((node): Block[] => {
    if (node.type !== "section") return [node];
    return node.source === "heading" ? [] : ownBlocks(node);
  });
}

export function allSections(section: Section): Section[] {
  return [section, ...childSections(section).flatMap(allSections)];
}
