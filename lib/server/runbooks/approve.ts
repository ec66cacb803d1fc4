import type { ApprovalAnswer } from "../../protocol/http";
import { failed, type Outcome } from "../api/problem";
import type { Principal } from "../auth/principal";
import type { Services } from "../services";
import { approvalAnswer } from "./runbooks";

interface Verdict {
  slug: string;
  version: number;
  verdict: "approved" | "rejected";
  statement: string;
}

/** Records a verdict on a version's hash (R8). Nobody approves a text of their own (R12). */
export async function approveVersion(
  { db }: Pick<Services, "db">,
  principal: Principal,
  { slug, version: number, verdict, statement }: Verdict,
): Promise<Outcome<ApprovalAnswer>> {
  const where = { number, runbook: { slug } };
  const version = await db.prisma.runbookVersion.findFirst({
    where,
    select: { id: true, sha256: true, createdBy: true },
  });
  if (!version) return failed("not-found", "There is no such version of a runbook.");
  if (version.createdBy === principal.personId && verdict === "approved") {
    const message = "You published this version: someone else has to approve it.";
    return { ok: false, problem: { code: "rule", rule: "R12", message } };
  }
  const approval = await db.prisma.approval.create({
    data: { versionId: version.id, sha256: version.sha256, personId: principal.personId, verdict, statement },
    include: { person: true },
  });
  return { ok: true, value: approvalAnswer(approval) };
}
