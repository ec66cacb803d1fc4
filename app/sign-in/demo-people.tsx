"use client";

import { Icon } from "@/components/ui/icon";

interface DemoPeopleProps {
  people: { name: string; email: string }[];
  /** E-mail of whoever is being signed in. */
  busyAs: string | null;
  onPick: (email: string) => void;
}

/** One button a person: in the demo every password is the same and known. */
export function DemoPeople({ people, busyAs, onPick }: DemoPeopleProps) {
  return (
    <section aria-labelledby="demo-people">
      <h2 id="demo-people" className="mb-2 text-[0.8125rem] font-medium text-muted">
        Demo: come in as
      </h2>
      <ul className="grid grid-cols-1 gap-2 min-[22rem]:grid-cols-2">
        {people.map(({ name, email }) => (
          <li key={email}>
            <button
              type="button"
              disabled={busyAs !== null}
              aria-busy={busyAs === email || undefined}
              onClick={() => onPick(email)}
              className="flex min-h-12 w-full items-center gap-3 rounded-xl border border-line bg-panel px-3.5 py-2 text-left transition-colors hover:border-edge hover:bg-raised disabled:text-muted aria-busy:border-live"
            >
              <Icon name="person" className="text-muted" />
              <span className="min-w-0">
                <span className="block truncate font-semibold leading-5">{name}</span>
                <span className="block truncate text-xs text-muted">{email.split("@")[0]}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
