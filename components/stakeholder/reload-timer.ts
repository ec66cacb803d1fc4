/** Global under which the page's reload waits until its scripts have come. */
const TIMER = "holdpointReload";

/** After this long without the page's scripts it is fetched again as a whole. */
const RELOAD_MS = 20_000;

/** Runs in the page before anything is fetched. Without quotes and signs that HTML would spell otherwise. */
export const reloadScript = `${TIMER}=setTimeout(function(){location.reload()},${RELOAD_MS})`;

/** The scripts are here and keep the page current: it need not be fetched again. */
export function cancelReload(): void {
  clearTimeout(Number(Reflect.get(globalThis, TIMER)));
}
