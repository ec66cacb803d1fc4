// Who may import whom (ARCHITECTURE.md, "Import direction"). Every rule is an error and carries its reason.
const tests = "\\.(test|pg\\.test|spec|test-support)\\.tsx?$";

/** A folder of ours may reach only these places of ours. */
const only = (name, from, allowed, comment, fromNot = []) => ({
  name,
  comment,
  severity: "error",
  from: { path: from, pathNot: [tests, ...fromNot] },
  to: { path: "^(app|components|lib|cli|prisma|bench|e2e|server\\.ts|proxy\\.ts)", pathNot: allowed },
});

export default {
  forbidden: [
    {
      name: "no-circular",
      comment: "A cycle has no reading order.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "resolvable",
      comment: "An import that does not resolve hides every rule behind it.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    only(
      "run-is-closed",
      "^lib/run/",
      ["^lib/run/"],
      "The rules run in server, browser and CLI: they know nothing else.",
    ),
    only(
      "runbook-is-closed",
      "^lib/runbook/",
      ["^lib/runbook/", "^lib/run/"],
      "The importer is pure and runs in the browser, too.",
    ),
    only(
      "protocol",
      "^lib/protocol/",
      ["^lib/protocol/", "^lib/run/", "^lib/runbook/"],
      "Wire messages speak of runs and runbooks only.",
    ),
    only(
      "server",
      "^lib/server/",
      ["^lib/server/", "^lib/pack/", "^lib/protocol/", "^lib/run/", "^lib/runbook/"],
      "The server never needs a screen.",
    ),
    only(
      "pack",
      "^lib/pack/",
      ["^lib/pack/", "^lib/run/"],
      "Packs are read and verified without a server: they know the rules, and Node.",
    ),
    only(
      "cli",
      "^cli/",
      ["^cli/", "^lib/pack/", "^lib/run/", "^lib/runbook/", "^lib/protocol/", "^lib/server/"],
      "The command line is thin: what it does lies in lib.",
    ),
    {
      name: "cli-server-for-databases-only",
      comment: "Only what reads or writes a whole database needs the server's code.",
      severity: "error",
      from: { path: "^cli/", pathNot: [tests, "^cli/(backup|restore)\\.ts$"] },
      to: { path: "^lib/server/" },
    },
    {
      name: "pack-of-libraries",
      comment: "Whoever verifies a pack trusts as little code as possible.",
      severity: "error",
      from: { path: "^lib/pack/", pathNot: tests },
      to: { path: "node_modules", pathNot: "node_modules/(yauzl|zip-stream|@types/(node|yauzl))" },
    },
    only(
      "client",
      "^lib/client/",
      ["^lib/client/", "^lib/run/", "^lib/protocol/"],
      "The browser's data layer never sees server code, not even its types.",
    ),
    only("ui-has-no-domain", "^components/ui/", ["^components/ui/"], "Primitives carry no domain words."),
    only(
      "components",
      "^components/(?!ui/)",
      ["^components/", "^lib/run/", "^lib/runbook/", "^lib/client/", "^lib/protocol/"],
      "Components get props; data comes from hooks, never from the server.",
    ),
    only(
      "app",
      "^app/",
      [
        "^app/",
        "^components/",
        "^lib/client/",
        "^lib/server/",
        "^lib/run/",
        "^lib/runbook/",
        "^lib/protocol/",
      ],
      "Pages compose.",
    ),
    {
      name: "client-needs-only-protocol-types",
      comment: "Zod schemas cost a page 23-33 KB; the browser takes the protocol's types and constants.",
      severity: "error",
      from: { path: "^(lib/client|components)/", pathNot: tests },
      to: { path: "\\.schema\\.ts$" },
    },
    {
      name: "pure",
      comment:
        "decide, evolve and the importer are synchronous, total and deterministic (architecture.md, decision 1).",
      severity: "error",
      from: { path: "^lib/(run|runbook)/", pathNot: tests },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "pure-of-libraries",
      comment:
        "lib/run has no dependency; lib/runbook only the Markdown parser, and the difference of two texts.",
      severity: "error",
      from: { path: "^lib/(run|runbook)/", pathNot: tests },
      to: { path: "node_modules", pathNot: "node_modules/(diff|mdast|micromark|unist|@types/(mdast|unist))" },
    },
    {
      name: "run-has-no-library",
      comment: "The rules depend on nothing.",
      severity: "error",
      from: { path: "^lib/run/", pathNot: tests },
      to: { path: "node_modules" },
    },
    {
      name: "database-only-in-server",
      comment: "One place touches the database.",
      severity: "error",
      from: {
        pathNot: [
          "^lib/(server|testing)/",
          "^prisma/",
          "^bench/",
          "^scripts/",
          "^e2e/",
          "^prisma\\.config\\.ts$",
          tests,
        ],
      },
      to: { path: "node_modules/(pg|@prisma|prisma)/" },
    },
    {
      name: "testing-only-in-tests",
      comment: "Fixtures are no product code.",
      severity: "error",
      from: { pathNot: [tests, "^lib/testing/", "^e2e/", "^bench/", "^vitest\\.config\\.ts$"] },
      to: { path: "^lib/testing/|^lib/run/testing\\.ts$" },
    },
    {
      name: "test-support-only-in-tests",
      comment: "What only tests need is no product code either.",
      severity: "error",
      from: { pathNot: [tests, "^lib/testing/", "^lib/run/testing\\.ts$", "^e2e/", "^bench/"] },
      to: { path: "\\.test-support\\.ts$" },
    },
    {
      name: "no-dev-dependency-in-product",
      comment: "What runs in production is installed in production.",
      severity: "error",
      from: {
        path: "^(app|components|lib|cli|server\\.ts|proxy\\.ts)",
        pathNot: [tests, "^lib/testing/", "^lib/run/testing\\.ts$"],
      },
      to: {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["type-only"],
        pathNot: "node_modules/@types/",
      },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|dist|\\.data|lib/server/generated)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
  },
};
