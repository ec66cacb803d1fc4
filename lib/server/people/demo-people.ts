/** Known to everyone: the demo listens on a loopback address only. */
export const DEMO_PASSWORD = "holdpoint-demo";

/** People of the demo in the order that the sign-in page offers them. */
export const DEMO_PEOPLE = [
  { name: "Ada", email: "ic@holdpoint.test", isAdmin: false },
  { name: "Ben", email: "deployer@holdpoint.test", isAdmin: false },
  { name: "Chi", email: "dba@holdpoint.test", isAdmin: false },
  { name: "Dee", email: "payments@holdpoint.test", isAdmin: false },
  { name: "Eli", email: "scribe@holdpoint.test", isAdmin: false },
  { name: "Fay", email: "approver@holdpoint.test", isAdmin: false },
  { name: "Gus", email: "author@holdpoint.test", isAdmin: false },
  { name: "Hal", email: "admin@holdpoint.test", isAdmin: true },
] as const;
