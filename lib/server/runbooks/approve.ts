import type { ApprovalAnswer } from "../../protocol/http";
import type { RunbookDefinition } from "../../run/definition";
import { failed, type Outcome } from "../api/problem";
import type { Principal } from "../auth/principal";
import type { Services } from "../services";
import { approvalAnswer } from "./runbooks";
import { readDefinition } from "./stored-definition";

interface Verdict {
  slug: string;
  version: number;
  verdict: "approved" | "rejected";
  /** The role or title that it is given in. */
  role?: string;
  statement: string;
}

/** Orders or offsets that conflict within the text, one sentence each (rule 17 of the importer). */
function unresolved({ diagnostics }: RunbookDefinition): string[] {
  return diagnostics
    .filter(({ code }) => code === "conflicting-offset")
    .map(({ line, message }) => `Line ${line}: ${message}`);
}

/** Records a verdict on a version's hash (R8). Nobody approves a text of their own (R12). */
export async function approveVersion(
  { db }: Pick<Services, "db">,
  principal: Principal,
  { slug, version: number, verdict, role, statement }: Verdict,
): Promise<Outcome<ApprovalAnswer>> {
  const where = { number, runbook: { slug } };
  const version = await db.prisma.runbookVersion.findFirst({
    where,
    select: { id: true, sha256: true, createdBy: true, definition: true },
  });
  if (!version) return failed("not-found", "There is no such version of a runbook.");
  if (version.createdBy === principal.personId && verdict === "approved") {
    const message = "You published this version: someone else has to approve it.";
    return { ok: false, problem: { code: "rule", rule: "R12", message } };
  }
  const conflicts = verdict === "approved" ? unresolved(readDefinition(version.definition)) : [];
  if (conflicts.length > 0) {
    const message =
      "The text contradicts itself, and has to be settled by an annotation before it is approved.";
    return { ok: false, problem: { code: "rule", rule: "R8", message, missing: conflicts } };
  }
  const approval = await db.prisma.approval.create({
    data: {
      versionId: version.id,
      sha256: version.sha256,
      personId: principal.personId,
      verdict,
      role: role?.trim() ?? null,
      statement,
    },
    include: { person: true },
  });
  return { ok: true, value: approvalAnswer(approval, true) };
}
