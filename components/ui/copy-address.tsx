"use client";

import { useSyncExternalStore } from "react";
import { CopyButton } from "./copy-button";

const never = () => () => {};

/** Copies the whole address of a page of this server. */
export function CopyAddress({ path, what }: { path: string; what: string }) {
  const origin = useSyncExternalStore(
    never,
    () => window.location.origin,
    () => "",
  );
  return <CopyButton text={`${origin}${path}`} what={what} word="Copy link" />;
}
