/** Local part of a demo person's address. */
type DemoPerson = "ic" | "scribe" | "approver" | "dba" | "payments" | "deployer";

/** Demo people by the words of a role, as a release manager would put them in. */
export function personFor({ capability, name }: { capability: string; name: string }): DemoPerson {
  if (capability === "decider") return "ic";
  if (capability === "scribe" || /scribe/i.test(name)) return "scribe";
  if (capability === "approver") return "approver";
  if (/\b(?:db|dba|database)\b/i.test(name)) return "dba";
  if (/payment/i.test(name)) return "payments";
  return "deployer";
}
