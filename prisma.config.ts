import { defineConfig } from "prisma/config";

/** `generate` and `validate` need no database; the migrate commands take DATABASE_URL (scripts/prisma.mjs). */
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://holdpoint@localhost/holdpoint" },
});
