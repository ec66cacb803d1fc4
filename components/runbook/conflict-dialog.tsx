"use client";

import { type ReactNode, useMemo, useState } from "react";
import { compareDefinitions } from "@/lib/run/compare-definitions";
import type { RunbookDefinition } from "@/lib/run/definition";
import { compareText } from "@/lib/runbook/compare-text";
import { maskCredentials } from "@/lib/runbook/mask-credentials";
import { changeCount } from "../run/amendment-changes";
import { ChangeList } from "../run/change-list";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextDifference } from "./text-difference";

/** One of two texts that stand against each other; no definition where its structure is not known. */
interface ConflictSide {
  text: string;
  definition: RunbookDefinition | null;
}

interface ConflictDialogProps {
  title: string;
  /** What happened, and that both texts are kept. */
  children: ReactNode;
  theirs: ConflictSide;
  mine: ConflictSide;
  onClose: () => void;
  /** The ways out, each named by what it does. */
  actions: ReactNode;
}

/** Two texts of one runbook: what differs from theirs to mine, in meaning and in text, and the ways out. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { theirs, mine, onClose } = props;
  const changes = useMemo(
    () =>
      theirs.definition && mine.definition ? compareDefinitions(theirs.definition, mine.definition) : null,
    [theirs, mine],
  );
  const [view, setView] = useState<"meaning" | "text">(changes && changes.length > 0 ? "meaning" : "text");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={props.title}
      tone="hold"
      wide
      footer={props.actions}
    >
      <div className="space-y-4">
        <p>{props.children}</p>
        <div className="flex flex-wrap items-center gap-2">
          <h3 className="mr-1 text-[0.8125rem] font-semibold text-muted">From theirs to yours</h3>
          {changes ? (
            <>
              <Button
                size="sm"
                variant={view === "meaning" ? "line" : "ghost"}
                aria-pressed={view === "meaning"}
                onClick={() => setView("meaning")}
              >
                In meaning: {changeCount(changes)}
              </Button>
              <Button
                size="sm"
                variant={view === "text" ? "line" : "ghost"}
                aria-pressed={view === "text"}
                onClick={() => setView("text")}
              >
                In text
              </Button>
            </>
          ) : null}
        </div>
        {view === "meaning" && changes ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard.
          <section aria-label="Difference in meaning" tabIndex={0} className="max-h-[50dvh] overflow-y-auto">
            <ChangeList changes={changes} />
          </section>
        ) : (
          <MaskedDifference before={theirs.text} after={mine.text} />
        )}
      </div>
    </Dialog>
  );
}

/** The two texts line by line, credentials masked. */
function MaskedDifference({ before, after }: { before: string; after: string }) {
  const comparison = useMemo(
    () => compareText(maskCredentials(before).text, maskCredentials(after).text),
    [before, after],
  );
  return (
    <section
      aria-label="Difference in text"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard.
      tabIndex={0}
      className="max-h-[50dvh] overflow-auto"
    >
      <TextDifference comparison={comparison} />
    </section>
  );
}
