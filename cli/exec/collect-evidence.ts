import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { RunState } from "../../lib/run/state";
import type { StepState } from "../../lib/run/step-state";
import type { ExecArtifact } from "../spool/item";
import { count } from "../terminal";
import type { WrittenOutput } from "./output-file";
import { copyRedacted, hashFile, type WatchedFiles } from "./written-files";

interface Sources {
  state: RunState | null;
  step: StepState | null;
  stepId: string;
  watched: WatchedFiles;
  output: WrittenOutput;
  /** File of the output in the spool. */
  outputBlob: string;
  secrets: readonly string[];
  /** The name that the output is to have, where one was given. */
  name: string | undefined;
  blob(name: string): string;
  say(text: string): void;
}

function isReference(state: RunState | null, name: string): boolean {
  const required = state?.requiredEvidence.find((item) => item.name.toLowerCase() === name.toLowerCase());
  return required?.kind === "reference";
}

/** Names of files that the step is to leave behind. */
export function artifactNames(state: RunState | null, step: StepState | null): string[] {
  const also =
    state?.requiredEvidence.filter(({ stepIds }) => step !== null && stepIds.includes(step.id)) ?? [];
  return [...new Set([...(step?.artifacts ?? []), ...also.map(({ name }) => name)])];
}

async function fileArtifact(
  { state, secrets, blob, say }: Sources,
  { name, path }: { name: string; path: string },
): Promise<ExecArtifact | null> {
  const key = randomUUID();
  if (isReference(state, name)) {
    const hashed = await hashFile(path);
    return { key, name, ...hashed, blob: null, location: `${hostname()}:${path}`, sent: false };
  }
  const copy = `${key}.bin`;
  const { sha256, size, redacted } = await copyRedacted(path, blob(copy), secrets);
  if (size === 0) {
    say(`${name} is empty, and an empty file is no evidence.\n`);
    return null;
  }
  if (redacted > 0)
    say(`Taken out of ${name} before it leaves this machine: ${count(redacted, "credential")}.\n`);
  return { key, name, sha256, size, blob: copy, location: null, sent: false };
}

/** What the output is called: as given, as the step's artifact that no file is, else after the step. */
function outputName({ name, state, step, stepId }: Sources, files: readonly ExecArtifact[]): string {
  const taken = new Set(files.map((file) => file.name.toLowerCase()));
  const free = step?.artifacts.find((each) => !taken.has(each.toLowerCase()) && !isReference(state, each));
  return name ?? free ?? `${stepId.slice(0, 100)}.log`;
}

/** Everything that the command leaves: files that it wrote, and its output where no file has it already. */
export async function collectEvidence(sources: Sources): Promise<ExecArtifact[]> {
  const { watched, output, outputBlob, say } = sources;
  const files: ExecArtifact[] = [];
  for (const found of watched.written()) {
    try {
      const file = await fileArtifact(sources, found);
      if (file) files.push(file);
    } catch (error) {
      say(`${found.name} could not be read: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  if (output.size === 0 || files.some(({ sha256 }) => sha256 === output.sha256)) return files;
  const { sha256, size } = output;
  const own = { key: randomUUID(), name: outputName(sources, files), sha256, size };
  return [...files, { ...own, blob: outputBlob, location: null, sent: false }];
}
