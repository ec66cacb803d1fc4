import type { markdown } from "@codemirror/lang-markdown";
import { tags } from "@lezer/highlight";

type MarkdownExtension = NonNullable<NonNullable<Parameters<typeof markdown>[0]>["extensions"]>;

/** The lines between two fences at the very top are settings, and neither a rule nor a heading. */
export const frontMatter: MarkdownExtension = {
  defineNodes: [{ name: "FrontMatter", block: true, style: tags.meta }],
  parseBlock: [
    {
      name: "FrontMatter",
      before: "HorizontalRule",
      parse(context, line) {
        if (context.lineStart !== 0 || line.text.trimEnd() !== "---") return false;
        const from = context.lineStart;
        while (context.nextLine()) {
          if (line.text.trimEnd() !== "---") continue;
          const to = context.lineStart + line.text.length;
          context.addElement(context.elt("FrontMatter", from, to));
          context.nextLine();
          return true;
        }
        // Without an end it takes the rest: so does every reader of front matter while it is being typed.
        context.addElement(context.elt("FrontMatter", from, context.prevLineEnd()));
        return true;
      },
    },
  ],
};
