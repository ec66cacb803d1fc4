import { createServer } from "node:net";
import { StartError } from "./start-error";

/** How many ports above the wanted one are tried before giving up. */
const tries = 20;

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else reject(error);
    });
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/**
 * The port to listen on: the wanted one, or, where nobody asked for just that one, the next that is free.
 * Throws a StartError where the wanted port was asked for by name and is taken.
 */
export async function choosePort(wanted: { port: number; host: string; explicit: boolean }): Promise<number> {
  if (await isFree(wanted.port, wanted.host)) return wanted.port;
  if (wanted.explicit)
    throw new StartError(
      `Port ${wanted.port} is taken. Stop what listens there, or set PORT to another one.`,
    );
  for (let port = wanted.port + 1; port <= wanted.port + tries; port += 1)
    if (await isFree(port, wanted.host)) return port;
  throw new StartError(
    `Ports ${wanted.port} to ${wanted.port + tries} are all taken. Set PORT to a free one.`,
  );
}
