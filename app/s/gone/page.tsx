import type { Metadata } from "next";
import { LinkGone } from "@/components/stakeholder/link-gone";

export const metadata: Metadata = { title: { absolute: "This link no longer works" } };

/** Where the proxy leads links that open nothing: Next writes its own not-found page by script alone. */
export default function GonePage() {
  return <LinkGone />;
}
