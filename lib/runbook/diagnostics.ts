import type { Diagnostic, DiagnosticSeverity } from "../run/definition";

/** Collects what the importer could not place or had to guess; sorted by line when it is handed out. */
export class DiagnosticList {
  private readonly items: Diagnostic[] = [];

  /** `suggestion`: the annotation that settles it; undefined where none does, or where none can stand. */
  add(
    line: number,
    severity: DiagnosticSeverity,
    code: string,
    message: string,
    suggestion?: Diagnostic["suggestion"],
  ): void {
    this.items.push({
      line,
      severity,
      code,
      message,
      ...(suggestion === undefined ? {} : { suggestion }),
    });
  }

  sorted(): Diagnostic[] {
    const order: Record<DiagnosticSeverity, number> = { error: 0, warning: 1, info: 2 };
    return [...this.items].sort(
      (a, b) =>
        a.line - b.line ||
        order[a.severity] - order[b.severity] ||
        (a.code < b.code ? -1 : a.code > b.code ? 1 : 0),
    );
  }
}
