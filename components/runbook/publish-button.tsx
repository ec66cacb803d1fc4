import type { ReactNode } from "react";
import { Button } from "../ui/button";
import { type Reading, whyUnpublishable } from "./reading";

interface PublishButtonProps {
  reading: Reading | null;
  busy: boolean;
  onPublish: () => void;
  children: ReactNode;
}

/** Publishes the text; while it has errors it cannot be pressed, and says why. */
export function PublishButton({ reading, busy, onPublish, children }: PublishButtonProps) {
  const barred = whyUnpublishable(reading);
  return (
    <Button
      variant="primary"
      busy={busy}
      disabled={barred !== null}
      title={barred ?? undefined}
      aria-description={barred ?? undefined}
      onClick={onPublish}
    >
      {children}
    </Button>
  );
}
