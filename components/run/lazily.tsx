"use client";

import { Component, type ComponentType, type ReactNode, Suspense, use, useEffect, useState } from "react";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";

type Load<P> = () => Promise<ComponentType<P>>;

interface LazyOptions {
  /** For what lies over the room instead of in it: its waiting and its failure are told over the room, too. */
  floating?: boolean;
}

/** Fetches one part; true when it is here. */
type Fetch = () => Promise<boolean>;

const parts: Fetch[] = [];

/**
 * Makes a part of the room that is no part of the first load. `prefetchParts` brings it while the line is quiet; from
 * then on it shows in the same frame, with or without a line. Until then it waits in its place; a part that could not
 * be fetched says so there, and shows itself once it has come after all.
 */
export function lazily<P extends object>(load: Load<P>, { floating = false }: LazyOptions = {}) {
  let found: ComponentType<P> | null = null;
  let coming: Promise<ComponentType<P>> | null = null;
  let lost = false;
  const waiting = new Set<() => void>();
  const fetchOnce = () => {
    coming ??= load().then(
      (part) => {
        found = part;
        for (const tell of waiting) tell();
        return part;
      },
      (cause: unknown) => {
        lost = true;
        throw cause;
      },
    );
    return coming;
  };
  const again = () => {
    if (found) return;
    coming = null;
    lost = false;
  };
  const whenHere = (tell: () => void) => {
    waiting.add(tell);
    return () => {
      waiting.delete(tell);
    };
  };
  parts.push(() => {
    if (lost) again();
    return fetchOnce().then(
      () => true,
      () => false,
    );
  });

  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, at the top of a module
  function Fetched(props: P) {
    const Shown = found ?? use(fetchOnce());
    return <Shown {...props} />;
  }
  // biome-ignore lint/correctness/noComponentHookFactories: as above
  return function Part(props: P) {
    return (
      <PartBoundary floating={floating} onAgain={again} whenHere={whenHere}>
        <Suspense fallback={<PartWaits floating={floating} />}>
          <Fetched {...props} />
        </Suspense>
      </PartBoundary>
    );
  };
}

/** Fetches every part that is not here yet, one after the other; false where one did not come. */
export async function prefetchParts(): Promise<boolean> {
  for (const fetchPart of parts) if (!(await fetchPart())) return false;
  return true;
}

/** Longer than this, and waiting has to be seen. */
const VISIBLE_AFTER_MS = 300;

function PartWaits({ floating }: { floating: boolean }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), VISIBLE_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return late ? (
    <p role="status" className={cx("py-4 text-sm text-muted", floating && floatingClass)}>
      Fetching this part of the screen…
    </p>
  ) : null;
}

const floatingClass =
  "fixed inset-x-3 bottom-20 z-50 mx-auto max-w-lg rounded-xl border border-line bg-panel px-4 shadow-card";

interface PartBoundaryProps {
  floating: boolean;
  onAgain: () => void;
  /** Tells when the part has come; gives the way to stop listening. */
  whenHere: (tell: () => void) => () => void;
  children: ReactNode;
}

/** Keeps the rest of the room standing where one part fails. */
class PartBoundary extends Component<PartBoundaryProps, { failed: boolean }> {
  override state = { failed: false };
  private stopListening: (() => void) | null = null;

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override componentDidMount() {
    this.stopListening = this.props.whenHere(() => {
      if (this.state.failed) this.setState({ failed: false });
    });
  }

  override componentWillUnmount() {
    this.stopListening?.();
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    const again = () => {
      this.props.onAgain();
      this.setState({ failed: false });
    };
    return (
      <div
        role="alert"
        className={cx(
          "flex flex-wrap items-center gap-3 py-3 text-sm text-halt",
          this.props.floating && floatingClass,
        )}
      >
        <Icon name="octagon" />
        <p className="min-w-0 flex-1">
          This part of the screen could not be shown. Nothing that was typed or recorded is lost.
        </p>
        <Button size="sm" onClick={again}>
          Try again
        </Button>
      </div>
    );
  }
}
