import type { Change } from "@/lib/run/amendment-state";
import { changeCount } from "../run/amendment-changes";
import { ChangeList } from "../run/change-list";
import { type ComparedVersion, ComparedVersions } from "./compared-versions";

interface ComparisonViewProps {
  before: ComparedVersion;
  after: ComparedVersion;
  changes: readonly Change[];
}

/** Two versions side by side: which they are, and what differs in meaning, the weighty first. */
export function ComparisonView({ before, after, changes }: ComparisonViewProps) {
  return (
    <div className="space-y-5">
      <ComparedVersions
        before={{ side: "Before", version: before }}
        after={{ side: "After", version: after }}
      />
      <section aria-labelledby="changes">
        <h2 id="changes" className="mb-2.5 text-[0.9375rem] font-[650]">
          {changeCount(changes)}
        </h2>
        <ChangeList changes={changes} />
      </section>
    </div>
  );
}
