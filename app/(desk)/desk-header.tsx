"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { Brand } from "@/components/ui/brand";
import { cx } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { SignOutButton } from "./sign-out-button";

const places = [
  { href: "/", label: "Cutovers" },
  { href: "/runbooks", label: "Runbooks" },
  { href: "/plan", label: "Plan a run" },
];

interface DeskHeaderProps {
  name: string;
  email: string;
  isAdmin: boolean;
}

export function DeskHeader({ name, email, isAdmin }: DeskHeaderProps) {
  const path = usePathname();
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-1 border-b border-line bg-panel px-3 sm:gap-4 sm:px-6">
      <Link href="/" className="mr-1 flex rounded-lg p-1.5" aria-label="Holdpoint, to the cutovers">
        <Brand wordFrom="sm" />
      </Link>
      <nav aria-label="Main" className="flex h-full min-w-0 items-stretch">
        {places.map(({ href, label }) => {
          const here = href === "/" ? path === "/" : path.startsWith(href);
          return (
            <Link
              key={href}
              href={href}
              aria-current={here ? "page" : undefined}
              className={cx(
                "flex items-center whitespace-nowrap border-b-2 px-2 font-medium focus-visible:-outline-offset-2 sm:px-3.5",
                here ? "border-live text-text" : "border-transparent text-muted hover:text-text",
              )}
            >
              {label}
            </Link>
          );
        })}
      </nav>
      <button
        type="button"
        popoverTarget="person-menu"
        className="ml-auto flex min-w-0 items-center gap-2 rounded-lg p-2 text-muted hover:bg-raised hover:text-text"
      >
        <Icon name="person" />
        <span className="max-w-40 truncate max-md:sr-only">{name}</span>
      </button>
      <div
        id="person-menu"
        popover="auto"
        className="inset-auto right-3 top-15 m-0 w-64 rounded-xl border border-line bg-panel p-2 text-text shadow-card sm:right-6"
      >
        <p className="px-4 pt-1.5 font-semibold">{name}</p>
        <p className="px-4 pb-2 text-[0.8125rem] text-muted">{email}</p>
        <Link
          href="/settings"
          className="block rounded-lg px-4 py-2 font-medium hover:bg-raised focus-visible:-outline-offset-2"
        >
          Settings
        </Link>
        {isAdmin ? (
          <Link
            href="/admin/channels"
            className="block rounded-lg px-4 py-2 font-medium hover:bg-raised focus-visible:-outline-offset-2"
          >
            Channels
          </Link>
        ) : null}
        <SignOutButton />
      </div>
    </header>
  );
}
