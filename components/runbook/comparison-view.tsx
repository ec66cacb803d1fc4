import type { Change } from "@/lib/run/amendment-state";
import { changeCount } from "../run/amendment-changes";
import { ChangeList } from "../run/change-list";

/** What differs in meaning between two versions, the weighty first. */
export function ComparisonView({ changes }: { changes: readonly Change[] }) {
  return (
    <section aria-labelledby="changes">
      <h2 id="changes" className="mb-2.5 text-[0.9375rem] font-[650]">
        {changeCount(changes)}
      </h2>
      <ChangeList changes={changes} />
    </section>
  );
}
