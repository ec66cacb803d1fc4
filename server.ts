import { once } from "node:events";
import { getRequestListener } from "@hono/node-server";
import next from "next";
import { createApi } from "./lib/server/api/app";
import { publishServices } from "./lib/server/current-services";
import { readEnv, withPort } from "./lib/server/env";
import { createFront, guardUpgrades } from "./lib/server/http-front";
import { choosePort } from "./lib/server/listen-port";
import { ensureFirstAdmin } from "./lib/server/people/first-admin";
import { progress } from "./lib/server/progress";
import { attachGateway } from "./lib/server/realtime/run-gateway";
import { createServices, type Services } from "./lib/server/services";
import { StartError } from "./lib/server/start-error";
import { seedDemo } from "./prisma/seed/seed-demo";

/** Composes one node: services, API, pages, sockets. Everything else lives below lib/server. */
async function main(): Promise<void> {
  const wanted = readEnv();
  const port = await choosePort({ port: wanted.port, host: wanted.host, explicit: wanted.portGiven });
  if (port !== wanted.port) process.stderr.write(`Port ${wanted.port} is taken: taking ${port} instead.\n`);
  const env = withPort(wanted, port);

  const services = await progress(
    env.databaseUrl
      ? "Connect to PostgreSQL and bring it up to date"
      : "Start the embedded PostgreSQL and bring it up to date",
    () => createServices(env),
  );
  publishServices(services);
  stopPolitely(services);
  if (env.demo) await progress("Set up the demo", () => seedDemo(services));
  else await ensureFirstAdmin(services);

  const dev = process.env.NODE_ENV !== "production";
  const app = next({ dev, dir: process.cwd(), hostname: env.host, port });
  await progress("Prepare the pages", () => app.prepare());

  const api = createApi(services);
  const http = createFront(env, { api: getRequestListener(api.fetch), pages: app.getRequestHandler() });
  attachGateway(http, services);
  guardUpgrades(http, env, dev ? app.getUpgradeHandler() : null);
  http.listen(port, env.host);
  await once(http, "listening");
  services.onStop(async () => {
    http.close();
  });
  process.stderr.write(
    `Holdpoint serves ${env.publicUrl}${env.demo ? " (demo: nothing here is real)" : ""}\n`,
  );
}

function stopPolitely(services: Services): void {
  const stop = async (signal: NodeJS.Signals) => {
    services.log.info({ signal }, "Stopping");
    await services.stop();
    process.exit(0);
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

main().catch((error: unknown) => {
  // What the reader can mend is a sentence; a stack is for our own defects.
  const text =
    error instanceof StartError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`\nHoldpoint did not start. ${text}\n`);
  process.exit(1);
});
