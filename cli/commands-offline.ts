import type { Command } from "commander";
import { BACKUP, DIFF, LINT, RESTORE, VERIFY } from "./help";
import { type Call, collect, named } from "./program";

/** Commands that need no server. What each does is loaded when it is called: to start takes no longer than it must. */
export function addOfflineCommands(holdpoint: Command, { context, done }: Call): void {
  named(
    holdpoint,
    "lint",
    "say what a runbook's Markdown is understood as, and what could not be placed",
    LINT,
  )
    .argument("<files...>", "Markdown files; - for what is piped in")
    .option("--strict", "warnings count as errors")
    .action(async (files, options) => done(await (await import("./lint")).lint(files, options, context)));
  named(holdpoint, "diff", "say what differs in meaning between two runbooks", DIFF)
    .argument("<a>", "Markdown file")
    .argument("<b>", "Markdown file")
    .option("--transcript", "hold an operator checklist (B) against its runbook (A)")
    .action(async (a, b, options) => done(await (await import("./diff")).diff(a, b, options, context)));
  named(
    holdpoint,
    "verify",
    "say whether an evidence pack is intact, or name the first file, event or link that is not",
    VERIFY,
  )
    .argument("<pack>", "the zip")
    .option("--key <pem-or-fingerprint>", "the installation's public key, as you know it")
    .option("--head <hash>", "a head hash that went out of the house; may be repeated", collect, [])
    .action(async (pack, options) => done(await (await import("./verify")).verify(pack, options, context)));
  named(holdpoint, "backup", "write a consistent copy of the whole database into one file", BACKUP)
    .option("--out <file>", "where to; by default holdpoint-backup-<time>.zip in the working directory")
    .action(async (options) => done(await (await import("./backup")).backup(options, context)));
  named(holdpoint, "restore", "fill an empty database from a backup, and prove what came in", RESTORE)
    .argument("<file>", "what `holdpoint backup` wrote")
    .action(async (file, options) => done(await (await import("./restore")).restore(file, options, context)));
}
