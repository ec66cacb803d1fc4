import type { StakeholderPhase } from "@/lib/run/stakeholder-progress";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";

/** True for a phase that the runbook itself calls so: then there is no second one. */
export function isHypercare({ title }: StakeholderPhase): boolean {
  return /hypercare/i.test(title);
}

/** The time in which the change is watched, as a phase beside the others. */
export function hypercarePhase(
  { hours, since, until }: NonNullable<StakeholderSummary["hypercare"]>,
  closedAt: string | null,
): StakeholderPhase {
  const begun = since !== null;
  return {
    ...{ title: "Hypercare", label: `${Math.round(hours)} h`, offset: null, done: 0, total: 0, at: null },
    status: begun ? (closedAt ? "complete" : "open") : "locked",
    startsAt: begun ? until : null,
    endedAt: closedAt && begun ? closedAt : null,
    minutes: null,
  };
}
