import type { PhrasingContent } from "mdast";
import { joinAnnotations } from "./annotations";
import type { InlineText } from "./blocks";

/** Body of an `<!-- hp: … -->` comment, or null for any other HTML. */
export function annotationBody(html: string): string | null {
  const start = html.indexOf("<!--");
  const end = html.indexOf("-->", start + 4);
  if (start < 0 || end < 0) return null;
  const body = html.slice(start + 4, end).trim();
  return body.startsWith("hp:") ? body.slice(3).trim() : null;
}

interface Flat {
  plain: string;
  codes: InlineText["codes"];
  links: InlineText["links"];
  annotation: string | null;
}

/** Marks that writing assistants leave in a text; they cite nothing that a reader has. */
const CITATION = /\[cite_start\]|\s?\[cite: [\d, ]{1,60}\]/g;

function flatten(nodes: PhrasingContent[], out: Flat): void {
  for (const node of nodes) {
    switch (node.type) {
      case "text":
        out.plain += node.value.includes("[cite") ? node.value.replace(CITATION, "") : node.value;
        break;
      case "inlineCode":
        out.codes.push({ text: node.value, at: out.plain.length });
        out.plain += node.value;
        break;
      case "break":
        out.plain += "\n";
        break;
      case "html": {
        const body = annotationBody(node.value);
        if (body !== null) {
          out.annotation = joinAnnotations(out.annotation, body);
          out.plain = out.plain.replace(/[ \t]+$/, "");
        } else if (/^<br\s*\/?>$/i.test(node.value)) out.plain += "\n";
        break;
      }
      case "image":
        out.plain += node.alt ?? "";
        break;
      case "link": {
        const at = out.plain.length;
        flatten(node.children, out);
        out.links.push({ text: out.plain.slice(at), url: node.url });
        break;
      }
      case "footnoteReference":
      case "imageReference":
        break;
      default:
        if ("children" in node) flatten(node.children, out);
    }
  }
}

const LEAD_FOLLOW = /^\s*(?:[:：]|[-–—=]|->|→|$)/;

/** Bold text that opens a sentence without standing apart from it. */
function openingOf(nodes: PhrasingContent[]): string | null {
  const first = nodes[0];
  if (first?.type !== "strong") return null;
  const inner: Flat = { plain: "", codes: [], links: [], annotation: null };
  flatten(first.children, inner);
  return inner.plain.length <= 120 ? inner.plain : null;
}

/** What stands in a text besides an author's comment and the space before it. */
const spoken = (nodes: PhrasingContent[]): PhrasingContent[] =>
  nodes.filter(
    (node) =>
      !(node.type === "html" && annotationBody(node.value) !== null) &&
      !(node.type === "text" && node.value.trim() === ""),
  );

/** The bold or italic opening of a text, when it stands apart as a label and is no emphasised part of a sentence. */
function leadOf(nodes: PhrasingContent[]): { lead: string; consumed: number } | null {
  let at = 0;
  for (const node of nodes) {
    if (node.type === "text" && /^[^\p{L}\p{N}]*$/u.test(node.value)) {
      at += node.value.length;
      continue;
    }
    if (node.type !== "strong" && node.type !== "emphasis") return null;
    const inner: Flat = { plain: "", codes: [], links: [], annotation: null };
    flatten(node.children, inner);
    const text = inner.plain.trim();
    const bare = text.replace(/\s*[:：]$/, "");
    if (bare === "" || bare.length > 120) return null;
    const next = nodes[nodes.indexOf(node) + 1];
    const follows = next === undefined ? "" : next.type === "text" ? next.value : "x";
    if (bare === text && !LEAD_FOLLOW.test(follows)) return null;
    return { lead: bare, consumed: at + inner.plain.length };
  }
  return null;
}

export function inlineText(nodes: PhrasingContent[], line: number, endLine: number): InlineText {
  const flat: Flat = { plain: "", codes: [], links: [], annotation: null };
  flatten(nodes, flat);
  const lead = leadOf(nodes);
  const plain = flat.plain.replace(/\s+$/, "");
  const rest =
    lead === null ? plain : plain.slice(lead.consumed).replace(/^\s*(?:[:：]|->|→|[-–—](?=\s))?\s*/, "");
  const [first, second] = spoken(nodes);
  return {
    plain,
    codes: flat.codes,
    lead: lead?.lead ?? null,
    opening: lead === null ? openingOf(nodes) : null,
    rest,
    allBold: first?.type === "strong" && second === undefined,
    links: flat.links,
    annotation: flat.annotation,
    line,
    endLine,
  };
}

/**
 * The lines of a paragraph as texts of their own, when each but the first opens with a label ("Owner: …",
 * "**Duration:** …") or an enumerator; one text otherwise, because a soft wrap separates nothing.
 */
export function labelledLines(text: InlineText): InlineText[] {
  const lines = text.plain.split("\n");
  if (lines.length < 2) return [text];
  const opens = /^\s*(?:[\p{Lu}\p{Lo}][\p{L} /()-]{1,30}[:：]|[a-z][.)]\s|[ivx]{1,4}[.)]\s|\d{1,2}[.)]\s)/u;
  if (!lines.slice(1).every((line) => opens.test(line))) return [text];
  let at = 0;
  return lines.map((plain, index) => {
    const from = at;
    at += plain.length + 1;
    const codes = text.codes
      .filter((code) => code.at >= from && code.at < from + plain.length)
      .map((code) => ({ ...code, at: code.at - from }));
    const line = text.line + index;
    const lead = index === 0 ? text.lead : null;
    const rest =
      lead === null
        ? plain
        : plain.slice(Math.max(0, plain.indexOf(lead)) + lead.length).replace(/^\s*[:：]?\s*/, "");
    const opening = index === 0 ? text.opening : null;
    return { ...text, plain, codes, lead, opening, rest, allBold: false, line, endLine: line };
  });
}
