import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Outcome } from "../../lib/server/api/problem";
import type { Principal } from "../../lib/server/auth/principal";
import { findSession, openSession, revokeSession } from "../../lib/server/auth/sessions";
import { publishRunbook } from "../../lib/server/runbooks/publish";
import { planRun } from "../../lib/server/runs/plan-run";
import type { Services } from "../../lib/server/services";
import { seedPeople } from "./demo-people";

const SAMPLE = join("prisma", "seed", "sample-runbook.md");
const SAMPLE_SLUG = "orders-database-to-the-new-cluster";
const AUTHOR = "author@holdpoint.test";
const MINUTE = 60_000;

const ROLES = [
  { role: "incident-commander", email: "ic@holdpoint.test" },
  { role: "deployer", email: "deployer@holdpoint.test" },
  { role: "db-owner", email: "dba@holdpoint.test" },
  { role: "payments-owner", email: "payments@holdpoint.test" },
  { role: "scribe", email: "scribe@holdpoint.test" },
  { role: "approver", email: "approver@holdpoint.test" },
];

function orThrow<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`The demo could not be set up: ${outcome.problem.message}`);
}

/** The demo's author acts by a session like anyone; it is over before anybody could use it. */
async function asAuthor<T>(services: Services, act: (author: Principal) => Promise<T>): Promise<T> {
  const author = await services.db.prisma.person.findUniqueOrThrow({ where: { email: AUTHOR } });
  const sessionId = await openSession(services, author.id);
  try {
    const principal = await findSession(services, sessionId);
    if (!principal) throw new Error(`The demo could not be set up: ${AUTHOR} may not sign in.`);
    return await act(principal);
  } finally {
    await revokeSession(services, sessionId);
  }
}

async function seedRunbook(services: Services, author: Principal): Promise<void> {
  const markdown = await readFile(SAMPLE);
  const published = await publishRunbook(services, {
    markdown,
    slug: null,
    base: null,
    authorId: author.personId,
  });
  if (orThrow(published).slug !== SAMPLE_SLUG)
    throw new Error(`The demo's runbook is not called ${SAMPLE_SLUG}.`);
}

/** T-0 about an hour from now, on a full five minutes, in a window of three hours. */
async function seedRun(services: Services, author: Principal): Promise<void> {
  const t0 = Math.ceil((services.clock.now() + 60 * MINUTE) / (5 * MINUTE)) * 5 * MINUTE;
  const at = (minutes: number) => new Date(t0 + minutes * MINUTE).toISOString();
  const planned = await planRun(services, author, {
    slug: SAMPLE_SLUG,
    version: 1,
    kind: "rehearsal",
    title: "Orders database, first rehearsal",
    t0: at(0),
    timeZone: "Europe/Vienna",
    window: { start: at(-60), end: at(120) },
    variables: { ENVIRONMENT: "rehearsal", RELEASE: "orders-2026.11", SWITCH_TIME: at(0) },
    roles: ROLES,
  });
  orThrow(planned);
}

/** People, a runbook and a rehearsal that is ready to start. What is there already stays as it is. */
export async function seedDemo(services: Services): Promise<void> {
  await seedPeople(services);
  const { runbook, run } = services.db.prisma;
  const hasRunbook = (await runbook.count({ where: { slug: SAMPLE_SLUG } })) > 0;
  const hasRun = (await run.count({ where: { version: { runbook: { slug: SAMPLE_SLUG } } } })) > 0;
  if (hasRunbook && hasRun) return;
  await asAuthor(services, async (author) => {
    if (!hasRunbook) await seedRunbook(services, author);
    if (!hasRun) await seedRun(services, author);
  });
}
