import type { DiagnosticSeverity } from "@/lib/run/definition";
import type { Meaning } from "../ui/meaning";

export const remarkLooks: Record<DiagnosticSeverity, Meaning> = {
  error: { tone: "halt", word: "ERROR", icon: "octagon" },
  warning: { tone: "hold", word: "WARNING", icon: "triangle" },
  info: { tone: "live", word: "NOTE", icon: "dot" },
};
