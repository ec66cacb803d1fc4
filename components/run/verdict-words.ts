import type { Verdict } from "@/lib/run/decision-state";
import type { Tone } from "../ui/meaning";

interface VerdictWords {
  word: string;
  tone: Tone;
  variant: "go" | "nogo" | "rollback" | "hold" | "primary" | "halt";
  /** One sentence that says what happens on confirming. */
  consequence: string;
  /** True where the reason is filled in already and nobody has to type. */
  optional: boolean;
}

/** How each verdict is named, and what it sets going. */
export const verdictWords: Record<Verdict, VerdictWords> = {
  go: {
    word: "GO",
    tone: "go",
    variant: "go",
    consequence:
      "Freezes the facts below into the decision's record, and opens what follows on every screen.",
    optional: false,
  },
  "no-go": {
    word: "NO-GO",
    tone: "nogo",
    variant: "nogo",
    consequence: "Final for this run. Not yet is HOLD.",
    optional: false,
  },
  rollback: {
    word: "ROLLBACK",
    tone: "rollback",
    variant: "rollback",
    consequence: "Opens the rollback plan as the checklist on every screen, at once.",
    optional: true,
  },
  hold: {
    word: "HOLD",
    tone: "hold",
    variant: "hold",
    consequence: "No step starts until you resume; what has started goes on, and an open poll is void.",
    optional: true,
  },
  continue: {
    word: "CONTINUE",
    tone: "live",
    variant: "primary",
    consequence: "Answers this trigger and stops its clock. The run goes on as it is.",
    optional: false,
  },
  resume: {
    word: "RESUME",
    tone: "live",
    variant: "primary",
    consequence: "Steps may start again.",
    optional: false,
  },
  "close-blocker": {
    word: "CLOSE AS A BLOCKER",
    tone: "halt",
    variant: "halt",
    consequence: "Ends the run on the classified blocker. It cannot be resumed.",
    optional: false,
  },
};
