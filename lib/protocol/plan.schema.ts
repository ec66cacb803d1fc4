import { z } from "zod";
import { email, instant, namedValues, text, uuid } from "./text.schema";

/** What `POST /api/runs` takes. Roles are named by key or by name, people by e-mail address. */
export const planBodySchema = z.strictObject({
  slug: text(100),
  version: z.int().min(1).max(1_000_000),
  kind: z.enum(["rehearsal", "production"]),
  title: text(200),
  t0: instant,
  /** IANA name: "Europe/Vienna", not "CET". */
  timeZone: text(100),
  window: z.strictObject({ start: instant, end: instant }).nullish(),
  variables: namedValues(2_000).optional(),
  roles: z.array(z.strictObject({ role: text(200), email })).max(100),
  /** Who may assume command when the decider is gone; production takes one (R1). */
  deputy: email.nullish(),
  /** A closed run that this one resumes (*resuming next night*). */
  continues: uuid.nullish(),
});

export type PlanBody = z.output<typeof planBodySchema>;
