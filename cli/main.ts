import { Command, CommanderError } from "commander";
import { type Context, EXIT } from "./terminal";
import { verify } from "./verify";

const EXIT_CODES = `
Exit codes:
  0  done; for verify: the pack is intact
  1  refused, or failed; for verify: the pack is not intact, and the first thing that is not was named
  2  the command line cannot be understood, or the file is no evidence pack
`;

const VERIFY_HELP = `
Checks the zip, the bag (RFC 8493) and every hash in it, the chain of events from the first on, the state that the
rules fold from it, every artifact and runbook version that an event names, the heads that decisions and broadcasts
were taken on, and the signature. It needs no server, no database and no network.

A pack proves that nothing in it was changed since it was signed. That it is the whole truth, and signed by the right
installation, shows only against what went out before:
  --key   the public key of the installation (Settings in the browser, GET /api/signing-key), PEM file or fingerprint
  --head  a head hash that a decision, a broadcast or an earlier pack carried; may be given several times

  holdpoint verify pack.zip --key installation.pem --head 5d202cf6…53bd
`;

const BACKUP_HELP = `
Copies every table in one read-only transaction, so the server may run meanwhile. The database is the one of
DATABASE_URL, else the embedded one below DATA_DIR; as for the server, AUTH_SECRET is needed with DATABASE_URL.
The file has mode 0600 and is as secret as the database: the key that signs evidence packs comes along in the open.
AUTH_SECRET does not come along.

  holdpoint backup --out /safe/place/holdpoint.zip
`;

const RESTORE_HELP = `
Fills an empty database (DATABASE_URL, else an embedded one below DATA_DIR) in one transaction, then follows every
run's chain and hashes every artifact before anything is kept. A broken backup leaves nothing. Stop the server first:
one that has started on the database has put its first people into it.

  DATA_DIR=/srv/holdpoint holdpoint restore holdpoint.zip
`;

function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}

/** The database's commands are loaded when they are called: verifying a pack trusts as little code as possible. */
function program(context: Context, done: (code: number) => void): Command {
  const holdpoint = new Command("holdpoint")
    .description("The command line of Holdpoint, the war room for planned production cutovers.")
    .addHelpText("after", EXIT_CODES)
    .configureOutput({ writeOut: context.out, writeErr: context.err })
    .exitOverride();
  holdpoint
    .command("verify")
    .description("say whether an evidence pack is intact, or name the first file, event or link that is not")
    .argument("<pack>", "the zip")
    .option("--key <pem-or-fingerprint>", "the installation's public key, as you know it")
    .option("--head <hash>", "a head hash that went out of the house; may be repeated", collect, [])
    .option("--json", "print the report as JSON")
    .addHelpText("after", VERIFY_HELP + EXIT_CODES)
    .action(async (pack, options) => done(await verify(pack, options, context)));
  holdpoint
    .command("backup")
    .description("write a consistent copy of the whole database into one file")
    .option("--out <file>", "where to; by default holdpoint-backup-<time>.zip in the working directory")
    .option("--json", "print what was done as JSON")
    .addHelpText("after", BACKUP_HELP + EXIT_CODES)
    .action(async (options) => {
      const { backup } = await import("./backup");
      done(await backup(options, context));
    });
  holdpoint
    .command("restore")
    .description("fill an empty database from a backup, and prove what came in")
    .argument("<file>", "what `holdpoint backup` wrote")
    .option("--json", "print what was done as JSON")
    .addHelpText("after", RESTORE_HELP + EXIT_CODES)
    .action(async (file, options) => {
      const { restore } = await import("./restore");
      done(await restore(file, options, context));
    });
  return holdpoint;
}

/** Runs a command line (without node and script) and answers its exit code. */
export async function main(args: readonly string[], context: Context): Promise<number> {
  let code: number = EXIT.done;
  try {
    await program(context, (answer) => {
      code = answer;
    }).parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    // Commander has said already what is wrong with the line; asking for help is nothing wrong.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.unusable;
    context.err(`${error instanceof Error ? error.message : String(error)}\n`);
    return EXIT.refused;
  }
}
