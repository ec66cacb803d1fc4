// `npm test`: installs what is missing, Chromium included, then validates everything.
import { ensureChromium, ensurePackages, ensurePrismaClient, requireNode } from "./requirements.mjs";
import { endWith } from "./say.mjs";

try {
  requireNode();
  await ensurePackages();
  await ensurePrismaClient();
  await ensureChromium();
  const { validate } = await import("./validate.mjs");
  await validate();
} catch (error) {
  endWith(error);
}
