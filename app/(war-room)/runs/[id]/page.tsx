import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { WarRoom } from "@/components/run/war-room";
import { meaningOf } from "@/components/ui/meaning";
import { tClock } from "@/lib/run/clock";
import { currentPerson } from "@/lib/server/pages/session";
import { readRoom, readShareLinks } from "@/lib/server/pages/war-room";

interface RunPageProps {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: RunPageProps): Promise<Metadata> {
  const { id } = await params;
  const room = (await currentPerson()) ? await readRoom(id.toLowerCase()) : null;
  if (!room) return { title: "Run" };
  const { state, serverTime } = room;
  const clock = tClock(state.t0, Date.parse(serverTime));
  return { title: { absolute: `${clock} ${meaningOf(state.status).word} · ${state.title}` } };
}

/** The war room: the server gives the first state, the socket everything after it. */
export default async function RunPage({ params }: RunPageProps) {
  const id = (await params).id.toLowerCase();
  const person = await currentPerson();
  if (!person) redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/runs/${id}`)}`);
  const room = await readRoom(id);
  if (!room) notFound();
  const { personId, name, isAdmin } = person;
  const { state, seq, events, serverTime } = room;
  return (
    <WarRoom
      runId={id}
      me={{ personId, name, isAdmin }}
      first={{ data: { state, seq, events }, serverTime }}
      shareLinks={await readShareLinks(id, person)}
    />
  );
}
