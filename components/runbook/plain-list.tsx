import { InlineText } from "./inline-text";
import { LineRef, Linked } from "./linked";

interface PlainItem {
  key: string;
  text: string;
  detail?: string | null;
  line: number | null;
}

/** Sentences of the runbook with their lines: criteria, contacts, blanks of the final record. */
export function PlainList({ items }: { items: PlainItem[] }) {
  return (
    <ul className="divide-y divide-line/60 rounded-xl border border-line bg-panel">
      {items.map((item) => (
        <Linked
          key={item.key}
          as="li"
          line={item.line}
          className="flex items-start gap-3 px-4 py-2 text-[0.8125rem]"
        >
          <span className="min-w-0 grow">
            <InlineText text={item.text} />
            {item.detail ? <span className="block text-muted">{item.detail}</span> : null}
          </span>
          <LineRef line={item.line} />
        </Linked>
      ))}
    </ul>
  );
}
