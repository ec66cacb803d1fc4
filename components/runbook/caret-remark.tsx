import type { CaretRemark } from "../editor/editor-handle";
import { Button } from "../ui/button";
import { Kbd } from "../ui/kbd";
import { StateWord } from "../ui/state-pill";
import { remarkLooks } from "./remark-looks";

interface CaretRemarkBarProps {
  remark: CaretRemark | null;
  /** How many remarks the text has. */
  count: number;
  onNext: () => void;
  onCorrect: () => void;
}

/** Under the source: what the importer has to say of the caret's line, the correction, and the way to the next remark. */
export function CaretRemarkBar({ remark, count, onNext, onCorrect }: CaretRemarkBarProps) {
  return (
    <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-panel px-4 py-1.5 text-[0.8125rem]">
      <p
        role="status"
        aria-label="Remark on this line"
        className="flex min-w-0 grow basis-44 items-center gap-3"
      >
        {remark ? (
          <>
            <StateWord state={remarkLooks[remark.severity]} className="text-[0.6875rem] tracking-[0.06em]" />
            <span className="min-w-0">{remark.message}</span>
          </>
        ) : (
          <span className="text-muted">No remark on this line</span>
        )}
      </p>
      {remark?.correction ? (
        <Button size="sm" onClick={onCorrect}>
          {remark.correction} <KeyHint>Ctrl .</KeyHint>
        </Button>
      ) : null}
      {count > 0 ? (
        <Button size="sm" variant="ghost" onClick={onNext}>
          Next remark <KeyHint>F8</KeyHint>
        </Button>
      ) : null}
    </div>
  );
}

/** Keys are no help on a phone. */
function KeyHint({ children }: { children: string }) {
  return (
    <span className="max-sm:hidden" aria-hidden="true">
      <Kbd>{children}</Kbd>
    </span>
  );
}
