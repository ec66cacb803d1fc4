interface QueueChange {
  title?: string;
  /** The first command that changes something for good. */
  target?: string;
  /** The step that tells other people. */
  tell?: string;
  rehearsal?: "required" | "none";
}

/**
 * A small cutover of our own: a check, an artifact, two alternatives, a verifier, a clock of twenty seconds, and a
 * rollback plan in two parts.
 */
export function queueRunbook({
  title = "Mail queue to the new broker",
  target = "./queue.sh target broker-2",
  tell = "Tell the partners",
  rehearsal = "none",
}: QueueChange = {}): string {
  return `---
title: ${title}
approvals: 1
rehearsal: ${rehearsal}
decision-clock: 20s
---

# ${title}

## Preconditions

- [ ] A copy of the queue was taken today <!-- hp: role="Deployer" -->

## Roles

- **Incident Commander (IC):** Alone decides.
- **Deployer:** Runs the commands.
- **DB Owner:** Looks at what others have done.
- **Scribe:** Writes the timeline.
- **Approver:** Signs off waivers.

## T-10 — Prepare

1. **Read the depth:** \`./queue.sh depth\` <!-- hp: role="Deployer" read-only -->
   - Expected: depth <= 100
2. **Keep the settings:** \`./queue.sh settings | tee settings.log\` <!-- hp: role="Deployer" read-only -->
3. **${tell}:** by mail, as agreed. <!-- hp: role="Deployer" read-only -->

## T-0 — Switch

1. **Drain by waiting:** \`./queue.sh drain --wait\` <!-- hp: role="Deployer" mutating alternative=drain -->
2. **Drain by moving:** \`./queue.sh drain --move\` <!-- hp: role="Deployer" mutating alternative=drain -->
3. **Point the producers:** \`${target}\` <!-- hp: role="Deployer" mutating verifier="DB Owner" -->

## T+10 — Verify

1. **Send a mail through:** \`./queue.sh probe\` <!-- hp: role="Deployer" read-only -->

## Rollback triggers

| Trigger | Action |
| --- | --- |
| Mails are lost | **Immediate rollback** |

## Rollback plan

### Producers back

1. **Point the producers back:** \`./queue.sh target broker-1\` <!-- hp: role="Deployer" mutating -->

### Messages back

1. **Move the messages back:** \`./queue.sh drain --back\` <!-- hp: role="Deployer" mutating -->

## Completion criteria

- Mails arrive within a minute.

## Final decision record

- Status: COMPLETE / ROLLED BACK / NO-GO
- Authorized by: ____________
`;
}
