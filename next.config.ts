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
  // Types are checked by `npm run types`; a second pass would only slow the build.
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
};

export default config;
