import type { ApiFixture, Reply } from "./api-fixture";

/** A small Markdown runbook with a gate, a mutating command, a verification and a rollback; `stop` is the command. */
export function queueRunbook({
  title = "Move the queue",
  stop = "./stop.sh",
  count = "Count the messages",
} = {}): string {
  return `# ${title}

## Preconditions

- [ ] Backup is there

## T-10 Prepare

1. Look at the queue: \`ls queue\`
2. Stop the consumers: \`${stop}\`

## T+10 Verify

1. ${count}

## Rollback

1. Start the old consumers: \`./start-old.sh\`
`;
}

const headers = { "content-type": "text/markdown" };

interface PublishedVersion {
  slug: string;
  version: number;
  sha256: string;
}

/** Publishes a text as the author, or as somebody else; with a slug as the next version of that runbook. */
export async function publishText(
  api: ApiFixture,
  body: string,
  { slug, as = "author" }: { slug?: string; as?: string } = {},
): Promise<PublishedVersion> {
  const query = slug === undefined ? "" : `?slug=${slug}`;
  const reply = await api.post(`/api/runbooks${query}`, { as, headers, body });
  if (reply.status !== 201) throw new Error(`not published: ${reply.text}`);
  return reply.json as PublishedVersion;
}

/** A run of a version of that runbook with the demo's people in its roles; whoever asks may look at the answer. */
export function planQueue(
  api: ApiFixture,
  { slug, version }: { slug: string; version: number },
  change: Record<string, unknown> = {},
): Promise<Reply> {
  const roles = [
    { role: "incident-commander", email: "ic@holdpoint.test" },
    { role: "operator", email: "deployer@holdpoint.test" },
    { role: "scribe", email: "scribe@holdpoint.test" },
  ];
  const plan = {
    kind: "rehearsal",
    title: "Queue, moved",
    t0: "2026-12-01T02:00:00Z",
    timeZone: "Europe/Vienna",
  };
  return api.post("/api/runs", { as: "author", json: { slug, version, roles, ...plan, ...change } });
}

/** Sends a command that must be taken; answers the types of its events. */
export async function mustCommand(
  api: ApiFixture,
  runId: string,
  as: string,
  command: Record<string, unknown>,
): Promise<string[]> {
  const reply = await api.command(runId, as, command);
  if (reply.status !== 200) throw new Error(`${as} ${command.type}: ${reply.text}`);
  return (reply.json as { events: { type: string }[] }).events.map(({ type }) => type);
}

/** Takes a started rehearsal of that runbook to its closing as PASS, with a drill of the rollback where asked. */
export async function closeQueue(api: ApiFixture, runId: string, { drill = false } = {}): Promise<void> {
  const as = (who: string, type: string, more: Record<string, unknown> = {}) =>
    mustCommand(api, runId, who, { type, ...more });
  const steps = async (kinds: string[]) => {
    const { state } = (await api.get(`/api/runs/${runId}`, { as: "ic" })).json as {
      state: { phases: { kind: string; steps: { id: string }[] }[] };
    };
    return state.phases.filter(({ kind }) => kinds.includes(kind)).flatMap(({ steps: all }) => all);
  };
  for (const { id } of await steps(["preconditions", "prepare", "execute", "verify"])) {
    await as("deployer", "PassStep", { stepId: id });
  }
  if (drill) {
    await as("ic", "Decide", { verdict: "rollback", reason: "drill", drill: true });
    for (const { id } of await steps(["rollback"])) await as("deployer", "PassStep", { stepId: id });
    await as("ic", "FinishRollback");
  } else {
    await as("ic", "Decide", { verdict: "go", reason: "all of it holds" });
    await as("ic", "DeclareComplete");
  }
  await as("ic", "SignFinalRecord", { fields: {} });
  await as("ic", "CloseRun");
}
