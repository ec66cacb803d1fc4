import type { ListItem as MdListItem, Nodes, PhrasingContent, Root, RootContent, Table } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { frontmatter } from "micromark-extension-frontmatter";
import { gfm } from "micromark-extension-gfm";
import { joinAnnotations } from "./annotations";
import type { Block, HeadingBlock, InlineText, ListItem, TableBlock } from "./blocks";
import { annotationBody, inlineText } from "./inline";
import { htmlTable, tabTable } from "./odd-tables";

/** The mdast of a text; null where the parser itself gave up. */
export function parseMarkdown(text: string): Root | null {
  try {
    return fromMarkdown(text, {
      extensions: [gfm(), frontmatter(["yaml", "toml"])],
      mdastExtensions: [gfmFromMarkdown(), frontmatterFromMarkdown(["yaml", "toml"])],
    });
  } catch {
    return null;
  }
}

function span(node: Nodes): { line: number; endLine: number } {
  return { line: node.position?.start.line ?? 1, endLine: node.position?.end.line ?? 1 };
}

function inlineOf(node: Nodes & { children: PhrasingContent[] }) {
  const { line, endLine } = span(node);
  return inlineText(node.children, line, endLine);
}

function tableBlock(node: Table): TableBlock {
  const [head, ...rows] = node.children;
  return {
    type: "table",
    ...span(node),
    header: head?.children.map(inlineOf) ?? [],
    rows: rows.map((row) => ({ cells: row.children.map(inlineOf), line: span(row).line })),
  };
}

/** A box that Markdown did not take for one, because a mark stood before it. */
const BOX = /^\[[ xX]\]\s+(?=\S)/;

function withoutBox(text: InlineText, length: number): InlineText {
  const plain = text.plain.slice(length);
  const codes = text.codes.map((code) => ({ ...code, at: code.at - length }));
  return { ...text, plain, codes, rest: text.lead === null ? plain : text.rest };
}

function listItem(node: MdListItem, lines: string[]): ListItem {
  const [first, ...rest] = node.children;
  const text = first?.type === "paragraph" ? inlineOf(first) : null;
  const blocks = toBlocks(text === null ? node.children : rest, lines).flatMap((block) =>
    block.type === "heading"
      ? [{ type: "paragraph" as const, text: block.text, line: block.line, endLine: block.endLine }]
      : [block],
  );
  const hint = blocks.reduce<string | null>(
    (found, block) => found ?? (block.type === "comment" ? block.annotation : null),
    null,
  );
  const box = node.checked === null ? BOX.exec(text?.plain ?? "")?.[0] : undefined;
  return {
    ...span(node),
    text: text === null || box === undefined ? text : withoutBox(text, box.length),
    checked: box === undefined ? (node.checked ?? null) : /x/i.test(box),
    content: blocks,
    annotation: hint === null ? (text?.annotation ?? null) : joinAnnotations(text?.annotation ?? null, hint),
  };
}

function htmlBlock(value: string, at: { line: number; endLine: number }): Block {
  const table = htmlTable(value, at);
  if (table !== null) return table;
  if (value.trimStart().startsWith("<!--"))
    return { type: "comment", annotation: annotationBody(value), ...at };
  return { type: "html", value, ...at };
}

/** Root content as blocks, in order; `lines` tells a fence from indented code. */
export function toBlocks(nodes: RootContent[], lines: string[]): (Block | HeadingBlock)[] {
  const out: (Block | HeadingBlock)[] = [];
  for (const node of nodes) {
    const at = span(node);
    switch (node.type) {
      case "heading":
        out.push({ type: "heading", depth: node.depth, text: inlineOf(node), ...at });
        break;
      case "paragraph":
        {
          const text = inlineOf(node);
          out.push(tabTable(text, at) ?? { type: "paragraph", text, ...at });
        }
        break;
      case "list":
        out.push({
          type: "list",
          ordered: node.ordered === true,
          items: node.children.map((item) => listItem(item, lines)),
          ...at,
        });
        break;
      case "code": {
        const fenced = /(?:`{3}|~{3})/.test((lines[at.line - 1] ?? "").slice(0, 300));
        out.push({
          type: "code",
          lang: (node.lang ?? "").toLowerCase(),
          value: node.value,
          firstLine: at.line + (fenced ? 1 : 0),
          ...at,
        });
        break;
      }
      case "table":
        out.push(tableBlock(node));
        break;
      case "blockquote":
        out.push({
          type: "quote",
          content: toBlocks(node.children, lines).filter((block): block is Block => block.type !== "heading"),
          ...at,
        });
        break;
      case "html":
        out.push(htmlBlock(node.value, at));
        break;
      case "thematicBreak":
        out.push({ type: "rule", value: "", ...at });
        break;
      case "yaml":
        out.push({ type: "frontmatter", value: node.value, ...at });
        break;
      default:
        out.push({ type: "other", value: "", ...at });
    }
  }
  return out;
}
