import type { Metadata } from "next";
import Link from "next/link";
import { planRoles } from "@/components/plan/required-roles";
import { buttonStyle } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { isSecretName } from "@/lib/run/secrets";
import { listCutovers } from "@/lib/server/pages/cutovers";
import { listPeople } from "@/lib/server/pages/people";
import { listRunbooks, readVersion } from "@/lib/server/pages/runbooks";
import { requirePerson } from "../require-person";
import { PlanScreen } from "./plan-screen";

export const metadata: Metadata = { title: "Plan a run" };

interface PlanPageProps {
  searchParams: Promise<{ runbook?: string | string[]; version?: string | string[] }>;
}

const minuteMs = 60_000;

export default async function PlanPage({ searchParams }: PlanPageProps) {
  const person = await requirePerson("/plan");
  const asked = await searchParams;
  const runbooks = await listRunbooks();
  const runbook = runbooks.find(({ slug }) => slug === asked.runbook) ?? runbooks[0];
  const number = Number(asked.version);
  const isVersion = runbook && Number.isInteger(number) && number >= 1 && number <= runbook.latestVersion;
  const found = runbook ? await readVersion(runbook.slug, isVersion ? number : runbook.latestVersion) : null;
  return (
    <div className="mx-auto w-full max-w-4xl px-4 py-8 sm:px-6">
      <h1 className="mb-6 text-2xl font-[650] tracking-[-0.02em]">Plan a run</h1>
      {found ? (
        <PlanScreen
          runbooks={runbooks}
          people={await listPeople()}
          zones={zones()}
          suggestedT0Ms={Math.ceil((Date.now() + 60 * minuteMs) / (15 * minuteMs)) * 15 * minuteMs}
          subject={{
            slug: found.slug,
            version: found.version,
            title: found.title,
            sha256: found.sha256,
            roles: planRoles(found.definition),
            variables: found.definition.variables.filter((name) => !isSecretName(name)),
            productionForbidden: found.definition.policy.productionForbidden,
            approvals: found.approvals,
            authorId: found.author.personId,
            policy: found.definition.policy,
            closedRuns: await closedRuns(found.slug, person.personId),
          }}
        />
      ) : (
        <EmptyState
          icon="document"
          title="There is no runbook to run yet"
          action={
            <Link href="/runbooks/import" className={buttonStyle({ variant: "primary" })}>
              Import a runbook
            </Link>
          }
        >
          A run executes one version of a runbook. Import the Markdown first.
        </EmptyState>
      )}
    </div>
  );
}

/** What this runbook's runs ended with, for one that resumes one of them. A run that was cancelled has nothing to carry. */
async function closedRuns(slug: string, personId: string) {
  const { cutovers } = await listCutovers(personId);
  return cutovers.flatMap(({ runId, title, runbook, status, outcome, updatedAt }) =>
    status === "closed" && runbook.slug === slug && outcome !== null && outcome !== "cancelled"
      ? [{ runId, title, outcome, closedAt: updatedAt }]
      : [],
  );
}

/** IANA zones by region, UTC first; bare abbreviations such as CET are no answer. */
function zones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/"))];
}
