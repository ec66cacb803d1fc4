import { cache } from "react";
import type { RunbookAnswer, RunbookSummary, VersionAnswer } from "../../protocol/http";
import { currentServices } from "../current-services";
import { maskedSource } from "../runbooks/masked-source";
import { findRunbook, findVersion, listRunbooks as runbooksByTitle } from "../runbooks/runbooks";

/** A version as its page shows it. */
export interface VersionPage extends VersionAnswer {
  /** The Markdown, line for line, with literal credentials masked. */
  source: string;
}

export function listRunbooks(): Promise<RunbookSummary[]> {
  return runbooksByTitle(currentServices());
}

export const readRunbook = cache((slug: string): Promise<RunbookAnswer | null> => {
  return findRunbook(currentServices(), slug);
});

export const readVersion = cache(async (slug: string, number: number): Promise<VersionPage | null> => {
  const services = currentServices();
  const version = await findVersion(services, slug, number);
  return version && { ...version, source: await maskedSource(services, slug, number) };
});
