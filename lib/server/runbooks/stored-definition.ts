import type { RunbookDefinition } from "../../run/definition";
import type { Prisma } from "../generated/prisma/client";

/** The parser's edge of the definition column: only `publish` writes it, from what the importer gave. */
export function readDefinition(stored: Prisma.JsonValue): RunbookDefinition {
  if (typeof stored !== "object" || stored === null || !("phases" in stored)) {
    throw new Error("a stored definition has no phases");
  }
  return stored as unknown as RunbookDefinition;
}

export function writeDefinition(definition: RunbookDefinition): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(definition));
}
