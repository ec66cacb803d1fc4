import type { CliRoom } from "./cli-room.test-support";

/** One step for each thing that `exec` can meet; all of them the Deployer's. */
const MARKDOWN = `# Move the cache

## Roles

- **Incident Commander (IC):** Alone decides GO, NO-GO and ROLLBACK.
- **Deployer:** Runs everything.

## Preconditions

- [ ] The gate is open <!-- hp: role="Incident Commander" -->

## Work

- [ ] Plain step: nothing is asked <!-- hp: role="Deployer" read-only -->
- [ ] Another plain step <!-- hp: role="Deployer" read-only -->
- [ ] Third plain step <!-- hp: role="Deployer" read-only -->
- [ ] Leave a log: \`./write.sh | tee snapshot.log\` <!-- hp: role="Deployer" read-only -->
- [ ] Count the rows: \`./count.sh\` <!-- hp: role="Deployer" read-only -->
  - Expected: \`failures == 0\`
- [ ] Look at the shop <!-- hp: role="Deployer" read-only -->
  - Expected: the shop answers
- [ ] Change something: \`./change.sh {{TARGET}}\` <!-- hp: role="Deployer" mutating -->
- [ ] Run the preflight: \`scripts/preflight.py\` <!-- hp: role="Deployer" read-only -->
- [ ] Commander's own step <!-- hp: role="Incident Commander" read-only -->

## Script reference

| Script | Purpose | Exit Codes |
| --- | --- | --- |
| \`scripts/preflight.py\` | Preflight | 0=PASS, 1=WARN, 2=FAIL |
`;

export interface ExecRun {
  runId: string;
  /** Ids of the steps by the beginning of their titles. */
  idOf(title: string): string;
}

/** A started rehearsal of it, its gate open unless told otherwise, with the Deployer signed in and the run in use. */
export async function makeExecRun(room: CliRoom, { open = true } = {}): Promise<ExecRun> {
  const roles = { "incident-commander": "ic", Deployer: "deployer" };
  const runId = await room.makeRun(MARKDOWN, roles, { TARGET: "rehearsal" });
  await room.signIn("deployer");
  await room.run(["use", runId], { as: "deployer" });
  if (open) await room.command(runId, "ic", { type: "PassStep", stepId: "preconditions-the-gate-is-open" });
  const { phases } = await room.state(runId);
  const steps = phases.flatMap((phase) => phase.steps);
  return {
    runId,
    idOf(title) {
      const step = steps.find((each) => each.title.startsWith(title));
      if (!step) throw new Error(`no step “${title}”: ${steps.map((each) => each.title).join(" | ")}`);
      return step.id;
    },
  };
}
