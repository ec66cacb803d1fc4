import Link from "next/link";

/** The way back up: all runbooks, then this one. */
export function Trail({ slug, title }: { slug: string; title: string }) {
  return (
    <p className="mb-1 text-[0.8125rem] text-muted">
      <Link href="/runbooks" className="hover:text-text">
        Runbooks
      </Link>{" "}
      /{" "}
      <Link href={`/runbooks/${slug}`} className="hover:text-text">
        {title}
      </Link>
    </p>
  );
}
