import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const places = (suffix: string) =>
  ["lib", "cli", "prisma", "components", "app", "bench"].map((place) => `${place}/**/*${suffix}`);

/** `unit` is pure and fast; `pg` runs on clones of a migrated database in one embedded PostgreSQL per run. */
export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [...places(".test.ts"), ...places(".test.tsx")],
          exclude: ["**/*.pg.test.ts", "**/node_modules/**", "**/generated/**"],
        },
      },
      {
        extends: true,
        test: {
          name: "pg",
          include: places(".pg.test.ts"),
          globalSetup: ["lib/testing/postgres-global-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          // After the unit tests: their workers are counted apart.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
