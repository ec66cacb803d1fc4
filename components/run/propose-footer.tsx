import type { ReactNode } from "react";
import { Button } from "../ui/button";

interface ProposeFooterProps {
  /** Why it cannot be sent yet; empty where it can. */
  why: string;
  busy: boolean;
  variant?: "primary" | "hold";
  onCancel: () => void;
  onPropose: () => void;
  children: ReactNode;
}

/** The foot of a dialog that sends a command: what it still waits for, the way back, and the command's own word. */
export function ProposeFooter(props: ProposeFooterProps) {
  return (
    <>
      <p className="min-w-0 flex-1 text-[0.8125rem] text-muted">{props.why}</p>
      <Button onClick={props.onCancel}>Cancel</Button>
      <Button
        variant={props.variant ?? "primary"}
        busy={props.busy}
        disabled={props.why !== ""}
        onClick={props.onPropose}
      >
        {props.children}
      </Button>
    </>
  );
}
