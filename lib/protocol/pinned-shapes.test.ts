import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { EVENT_VERSION } from "../run/events";
import { commandBodySchema } from "./commands.schema";
import { VERSIONED_SHAPES } from "./pinned-shapes";
import { planBodySchema } from "./plan.schema";
import { PROTOCOL_VERSION } from "./version";

const here = dirname(fileURLToPath(import.meta.url));
const printer = ts.createPrinter({ removeComments: true });

interface Declared {
  node: ts.Statement;
  file: string;
}

/** Every interface and type alias of a file and of the files whose types it imports, by name. */
function declarationsFrom(file: string, into = new Map<string, Declared>(), seen = new Set<string>()) {
  if (seen.has(file)) return into;
  seen.add(file);
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2023, true);
  for (const node of source.statements) {
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      into.set(node.name.text, { node, file });
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
      declarationsFrom(`${resolve(dirname(file), node.moduleSpecifier.text)}.ts`, into, seen);
  }
  return into;
}

/** The text of the named types and of all that they mention, without comments or layout. */
function shapeOf(file: string, roots: string[] | "all"): string {
  const path = resolve(here, file);
  const declared = declarationsFrom(path);
  const wanted =
    roots === "all" ? [...declared].filter(([, d]) => d.file === path).map(([name]) => name) : [...roots];
  const shapes = new Map<string, string>();
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    const found = declared.get(name);
    if (!found || shapes.has(name)) continue;
    const text = printer.printNode(ts.EmitHint.Unspecified, found.node, found.node.getSourceFile());
    shapes.set(name, text.replace(/\s+/g, " "));
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) wanted.push(node.text);
      ts.forEachChild(node, visit);
    };
    visit(found.node);
  }
  return [...shapes.values()].sort().join("\n");
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("a changed shape forces a version", () => {
  test("the messages on the wire are those of the pinned protocol version", () => {
    const schemas = [commandBodySchema, planBodySchema].map((schema) =>
      z.toJSONSchema(schema, { io: "input" }),
    );
    const bodies = JSON.stringify(schemas);
    const hash = sha256([bodies, shapeOf("socket.ts", "all"), shapeOf("http.ts", "all")].join("\n\n"));
    const said = "a message changed: raise PROTOCOL_VERSION and pin the new hash under it";
    expect(VERSIONED_SHAPES.protocol[PROTOCOL_VERSION], said).toBe(hash);
  });

  test("the stored events are those of the pinned event version", () => {
    const hash = sha256(shapeOf("../run/events.ts", ["EventPayloads", "Actor", "RunEvent"]));
    const said =
      "a stored event changed: raise EVENT_VERSION, add an upcaster, and pin the new hash under it";
    expect(VERSIONED_SHAPES.events[EVENT_VERSION], said).toBe(hash);
  });

  test("a type that an event only mentions is part of its shape, and a comment is not", () => {
    const shape = shapeOf("../run/events.ts", ["EventPayloads"]);
    expect(shape).toContain("interface PersonRef");
    expect(shape).toContain("interface StepDefinition");
    expect(shape).not.toContain("/**");
  });
});
