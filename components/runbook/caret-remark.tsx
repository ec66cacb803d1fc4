import type { CaretRemark } from "../editor/editor-handle";
import { Kbd } from "../ui/kbd";
import type { Meaning } from "../ui/meaning";
import { StateWord } from "../ui/state-pill";
import { remarkLooks } from "./remark-looks";

/** Under the source: what the importer has to say of the caret's line, and the key that mends it. */
export function CaretRemarkBar({ remark }: { remark: CaretRemark | null }) {
  const look: Meaning | null = remark && remarkLooks[remark.severity];
  return (
    <div
      role="status"
      className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-panel px-4 py-1.5 text-[0.8125rem]"
    >
      {remark && look ? (
        <>
          <StateWord state={look} className="text-[0.6875rem] tracking-[0.06em]" />
          <span className="min-w-0 grow basis-60">{remark.message}</span>
          {remark.correction ? (
            <span className="text-muted">
              <Kbd>Ctrl .</Kbd> {remark.correction}
            </span>
          ) : null}
        </>
      ) : (
        <span className="text-muted">
          <Kbd>F8</Kbd> next remark <span className="max-sm:hidden">· </span>
          <span className="max-sm:hidden">
            <Kbd>Ctrl .</Kbd> apply its correction
          </span>
        </span>
      )}
    </div>
  );
}
