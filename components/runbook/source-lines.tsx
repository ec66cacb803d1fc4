/** The Markdown of a version, line by line, credentials masked. Never rendered as HTML. */
export function SourceLines({ text }: { text: string }) {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  return (
    <ol className="py-2 font-mono text-[0.8125rem] leading-5">
      {lines.map((line, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number; the text of a version never changes.
          key={index}
          id={`L${index + 1}`}
          data-source-line={index + 1}
          className="flex scroll-mt-24 data-lit:bg-live/12 data-lit:shadow-[inset_2px_0_0_var(--live)] target:bg-hold/15"
        >
          <span
            aria-hidden="true"
            className="w-14 shrink-0 select-none pr-3 text-right text-xs leading-5 text-muted"
          >
            {index + 1}
          </span>
          <span className="min-w-0 grow whitespace-pre-wrap pr-4">{line}</span>
        </li>
      ))}
    </ol>
  );
}
