import type { NextConfig } from "next";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // Native or stateful packages: loaded by Node, so that pages and server.ts hold one instance of each.
  serverExternalPackages: [
    "pg",
    "@prisma/client",
    "@prisma/adapter-pg",
    "@node-rs/argon2",
    "pino",
    "prom-client",
  ],
  // In browsers the Markdown parser decodes entities by the document, which the worker that reads runbooks does not have.
  turbopack: {
    resolveAlias: {
      "decode-named-character-reference": {
        browser: "./node_modules/decode-named-character-reference/index.js",
      },
    },
  },
  // Types are checked by `npm run types`; a second pass would only slow the build.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
};

export default config;
