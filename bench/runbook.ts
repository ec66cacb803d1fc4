/** Steps of the measured run; each is started, has its blank filled, and is passed. */
const steps = 60;

/** A runbook of our own with many small steps for one deployer. */
export function benchRunbook(): string {
  const step = (_: unknown, index: number) =>
    `- [ ] Move batch ${index + 1} (Deployer)\n  - Rows moved: ____\n`;
  return `# Batch move under measurement

## Roles
- **Incident Commander**: sole decider
- **Deployer**: moves the batches
- **Scribe**: keeps the timeline

## Execute: move the batches
${Array.from({ length: steps }, step).join("")}
## Rollback
1. Move all batches back (Deployer)
`;
}
