import Link from "next/link";
import { cx } from "../ui/class-names";

/** Ways to look at two versions. */
export type CompareView = "meaning" | "text" | "checklist";

const VIEWS: readonly { view: CompareView; word: string }[] = [
  { view: "meaning", word: "In meaning" },
  { view: "text", word: "In text" },
  { view: "checklist", word: "As operator checklist" },
];

export function compareView(given: string | string[] | undefined): CompareView {
  return VIEWS.find(({ view }) => view === given)?.view ?? "meaning";
}

/** The three ways as links: each is an address of its own that can be sent to somebody. */
export function CompareViews({
  current,
  address,
}: {
  current: CompareView;
  address: (view: CompareView) => string;
}) {
  return (
    <nav aria-label="Ways to compare" className="mb-5 flex flex-wrap gap-1.5">
      {VIEWS.map(({ view, word }) => (
        <Link
          key={view}
          href={address(view)}
          aria-current={view === current ? "page" : undefined}
          className={cx(
            "rounded-lg border px-3 py-1.5 text-[0.8125rem] font-[650]",
            view === current ? "tinted tone-live" : "border-line text-muted hover:text-text",
          )}
        >
          {word}
        </Link>
      ))}
    </nav>
  );
}
