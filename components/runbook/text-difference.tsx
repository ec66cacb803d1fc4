import type { TextComparison, TextPiece, TextRow, TextSide } from "@/lib/runbook/compare-text";
import { cx } from "../ui/class-names";
import { foldRows } from "./fold-rows";
import { counted } from "./section";

/** Two texts line by line: side by side where there is room, one under the other on a phone. */
export function TextDifference({ comparison }: { comparison: TextComparison }) {
  const { rows, removed, added, coarse } = comparison;
  if (removed + added === 0)
    return (
      <p className="text-muted">The two texts are the same, line for line. Line ends are not compared.</p>
    );
  return (
    <div>
      <p className="mb-2.5 text-[0.8125rem] text-muted">
        {counted(removed, "line")} removed or changed, {counted(added, "line")} added or changed.
        {coarse ? " The texts share too little to be aligned line by line." : ""}
      </p>
      <div className="overflow-hidden rounded-xl border border-line bg-panel font-mono text-[0.8125rem] leading-5">
        {foldRows(rows).map((part) =>
          part.folded ? (
            <details
              key={part.key}
              className="border-y border-line bg-raised/60 first:border-t-0 last:border-b-0"
            >
              <summary className="px-4 py-1 font-sans text-xs text-muted">
                {counted(part.rows.length, "line")} that are the same in both
              </summary>
              <Rows rows={part.rows} />
            </details>
          ) : (
            <Rows key={part.key} rows={part.rows} />
          ),
        )}
      </div>
    </div>
  );
}

function Rows({ rows }: { rows: readonly TextRow[] }) {
  return rows.map((row) => (
    <div key={`${row.before?.line ?? ""}/${row.after?.line ?? ""}`} className="grid lg:grid-cols-2">
      <Side side={row.before} kind={row.kind} word="removed" />
      <Side side={row.after} kind={row.kind} word="added" />
    </div>
  ));
}

const tints = { removed: "bg-halt/10", added: "bg-go/10" };
const marks = { removed: "bg-halt/25", added: "bg-go/25" };
const signs = { removed: "−", added: "+" };

function Side({
  side,
  kind,
  word,
}: {
  side: TextSide | null;
  kind: TextRow["kind"];
  word: "removed" | "added";
}) {
  const same = kind === "same";
  if (side === null) return <div aria-hidden className="hidden bg-raised/40 lg:block" />;
  return (
    <div
      className={cx(
        "flex min-w-0",
        same ? word === "added" && "hidden lg:flex" : tints[word],
        word === "added" && "lg:border-l lg:border-line",
      )}
    >
      <span aria-hidden className="w-12 shrink-0 select-none pr-2 text-right text-xs leading-5 text-muted">
        {side.line}
      </span>
      <span aria-hidden className="w-4 shrink-0 select-none text-muted">
        {same ? "" : signs[word]}
      </span>
      {same ? null : <span className="sr-only">{`Line ${side.line}, ${word}: `}</span>}
      <Words side={side} mark={kind === "changed" ? marks[word] : ""} />
    </div>
  );
}

function Words({ side, mark }: { side: TextSide; mark: string }) {
  return (
    <span className="min-w-0 grow whitespace-pre-wrap break-words pr-3">
      {side.pieces.map((piece, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line never change.
        <Piece key={index} piece={piece} mark={mark} />
      ))}
    </span>
  );
}

function Piece({ piece: { text, changed }, mark }: { piece: TextPiece; mark: string }) {
  if (!changed || mark === "") return text;
  return (
    <mark className={cx("rounded-[3px] text-text underline decoration-dotted underline-offset-4", mark)}>
      {text}
    </mark>
  );
}
