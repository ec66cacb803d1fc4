import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readChannels } from "@/lib/server/pages/channels";
import { requirePerson } from "../../require-person";
import { ChannelsScreen } from "./channels-screen";

export const metadata: Metadata = { title: "Channels" };

export default async function ChannelsPage() {
  const person = await requirePerson("/admin/channels");
  if (!person.isAdmin) notFound();
  const { channels, mail } = await readChannels();
  return <ChannelsScreen channels={channels} mail={mail} />;
}
