/** What is left of mdast for the importer: blocks with their lines, inline text flattened but not forgotten. */

export interface InlineText {
  /** Text without marks; inline code keeps its content, a line break is "\n". */
  plain: string;
  codes: { text: string; at: number }[];
  /** A bold or italic lead-in ("**Owner:** …") without its colon; null when the text opens otherwise. */
  lead: string | null;
  /** A bold opening that runs on into the sentence ("**Take the snapshot** of …"); null where `lead` stands. */
  opening: string | null;
  /** `plain` after the lead-in; all of it when there is none. */
  rest: string;
  /** True when the whole text is one bold run. */
  allBold: boolean;
  links: { text: string; url: string }[];
  /** Body of an `<!-- hp: … -->` comment inside the text. */
  annotation: string | null;
  line: number;
  endLine: number;
}

interface Placed {
  line: number;
  endLine: number;
}

export interface ParagraphBlock extends Placed {
  type: "paragraph";
  text: InlineText;
}
export interface ListItem extends Placed {
  text: InlineText | null;
  checked: boolean | null;
  /** Further paragraphs, fences and lists of the item, in order. */
  content: Block[];
  annotation: string | null;
  /** A line of a paragraph that is read as an item: no comment of its own can stand behind it. */
  unmarked?: boolean;
}
export interface ListBlock extends Placed {
  type: "list";
  ordered: boolean;
  items: ListItem[];
}
export interface CodeBlock extends Placed {
  type: "code";
  lang: string;
  value: string;
  /** Line on which the first line of `value` stands. */
  firstLine: number;
}
interface TableRow {
  cells: InlineText[];
  line: number;
}
export interface TableBlock extends Placed {
  type: "table";
  header: InlineText[];
  rows: TableRow[];
  /** How the table was written where it is no Markdown table. */
  reading?: "tabs" | "html";
}
interface QuoteBlock extends Placed {
  type: "quote";
  content: Block[];
}
interface CommentBlock extends Placed {
  type: "comment";
  annotation: string | null;
}
export interface HeadingBlock extends Placed {
  type: "heading";
  depth: number;
  text: InlineText;
}
interface OtherBlock extends Placed {
  type: "html" | "rule" | "frontmatter" | "other";
  value: string;
}

export type Block =
  | ParagraphBlock
  | ListBlock
  | CodeBlock
  | TableBlock
  | QuoteBlock
  | CommentBlock
  | OtherBlock;

/** An inline text made from a plain string, for tables and headings that the importer reads out of raw text. */
export function plainInline(plain: string, line: number): InlineText {
  const text = plain.trim();
  return {
    plain: text,
    codes: [],
    lead: null,
    opening: null,
    rest: text,
    allBold: false,
    links: [],
    annotation: null,
    line,
    endLine: line,
  };
}
