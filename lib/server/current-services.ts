import type { Services } from "./services";

const SERVICES = Symbol.for("holdpoint.services");

/**
 * Shares the services with pages, which are bundled apart and have no module instance in common with the server.
 * This file knows only their type: a page that imports it bundles no database.
 */
export function publishServices(services: Services): void {
  Reflect.set(globalThis, SERVICES, services);
}

/** The services of this process. Pages only read with them. */
export function currentServices(): Services {
  const services: Services | undefined = Reflect.get(globalThis, SERVICES);
  if (!services) throw new Error("The services have not been started in this process.");
  return services;
}
