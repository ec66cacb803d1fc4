import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { RunWall } from "@/components/stakeholder/run-wall";
import { currentPerson } from "@/lib/server/pages/session";
import { readRoom } from "@/lib/server/pages/war-room";

interface WallPageProps {
  params: Promise<{ id: string }>;
}

export const metadata: Metadata = { title: "Wallboard" };

/** The wallboard for people with an account: no link is needed, and none can be revoked under it. */
export default async function RunWallPage({ params }: WallPageProps) {
  const id = (await params).id.toLowerCase();
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/runs/${id}/wall`)}`);
  const room = await readRoom(id);
  if (!room) notFound();
  const { personId, name, isAdmin } = person;
  const { state, seq, events, serverTime } = room;
  return (
    <RunWall
      runId={id}
      me={{ personId, name, isAdmin }}
      first={{ data: { state, seq, events }, serverTime }}
    />
  );
}
