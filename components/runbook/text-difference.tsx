import { useMemo } from "react";
import { lineDifference, withContext } from "@/lib/runbook/line-difference";
import { maskCredentials } from "@/lib/runbook/mask-credentials";
import { cx } from "../ui/class-names";

interface TextDifferenceProps {
  before: string;
  after: string;
}

const looks = { same: "", removed: "bg-halt/12", added: "bg-go/12" };
const signs = { same: " ", removed: "−", added: "+" };
const words = { same: "", removed: "removed: ", added: "added: " };

/** Two texts line by line, credentials masked: the changed lines with those around them. */
export function TextDifference({ before, after }: TextDifferenceProps) {
  const rows = useMemo(
    () => withContext(lineDifference(maskCredentials(before).text, maskCredentials(after).text)),
    [before, after],
  );
  if (rows.every((row) => row === null)) return <p className="text-muted">The two texts are the same.</p>;
  return (
    <section
      aria-label="Difference in text"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard.
      tabIndex={0}
      className="max-h-[50dvh] overflow-auto rounded-lg border border-line"
    >
      <ol className="font-mono text-xs leading-5">
        {rows.map((row, index) =>
          row === null ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are made anew with the texts.
            <li key={index} className="bg-raised px-3 text-muted">
              ⋯
            </li>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are made anew with the texts.
            <li key={index} className={cx("flex", looks[row.kind])}>
              <span aria-hidden="true" className="w-12 shrink-0 pr-2 text-right text-muted select-none">
                {row.after ?? row.before}
              </span>
              <span aria-hidden="true" className="w-4 shrink-0 select-none">
                {signs[row.kind]}
              </span>
              <span className="min-w-0 grow pr-3 break-words whitespace-pre-wrap">
                <span className="sr-only">{words[row.kind]}</span>
                {row.text}
              </span>
            </li>
          ),
        )}
      </ol>
    </section>
  );
}
