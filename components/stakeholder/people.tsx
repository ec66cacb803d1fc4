import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";

interface PeopleProps {
  people: NonNullable<StakeholderSummary["people"]>;
}

/** Who holds which role, for links that were made to show it. */
export function People({ people }: PeopleProps) {
  return (
    <section aria-labelledby="people" className="pb-5">
      <h2 id="people" className="px-4.5 pb-1 pt-4 text-[0.8125rem] font-semibold text-muted">
        People
      </h2>
      <dl className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] gap-x-2.5 gap-y-1 border-t border-line px-4.5 py-2.5 text-[0.9375rem]">
        {people.map(({ role, name }) => (
          <div key={role} className="contents">
            <dt className="text-muted">{role}</dt>
            <dd>{name}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
