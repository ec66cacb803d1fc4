import type { ReactNode } from "react";

// Two marks only, each bounded by its own line: linear on any text. Everything else stays as it was typed.
const marks = /`([^`\n]{1,500})`|\*\*([^*\n]{1,500})\*\*/g;

/** Text of a runbook with its `code` and **bold** shown; never as HTML. */
export function InlineText({ text }: { text: string }) {
  const parts: ReactNode[] = [];
  let from = 0;
  for (const match of text.matchAll(marks)) {
    if (match.index > from) parts.push(text.slice(from, match.index));
    const [whole, code, bold] = match;
    parts.push(
      code === undefined ? (
        <strong key={match.index} className="font-semibold">
          {bold}
        </strong>
      ) : (
        <code key={match.index} className="rounded bg-raised px-1 py-px font-mono text-[0.875em]">
          {code}
        </code>
      ),
    );
    from = match.index + whole.length;
  }
  parts.push(text.slice(from));
  return <>{parts}</>;
}

/** A block of kept Markdown, line for line as it stands in the document. */
export function ProseText({ text }: { text: string }) {
  return (
    <p className="whitespace-pre-wrap text-[0.8125rem] leading-relaxed text-muted">
      <InlineText text={text} />
    </p>
  );
}
