"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { ChannelRow } from "@/components/channels/channel-row";
import { DeleteChannelDialog } from "@/components/channels/delete-channel-dialog";
import { NewChannelDialog, type WantedChannel } from "@/components/channels/new-channel-dialog";
import { SigningSecret } from "@/components/channels/signing-secret";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNote } from "@/components/ui/error-note";
import { Icon } from "@/components/ui/icon";
import type { ChannelAnswer, ChannelMadeAnswer, ChannelTestAnswer } from "@/lib/protocol/channels";
import { type ApiResult, callApi, type Problem, postJson } from "../../call-api";

interface ChannelsScreenProps {
  channels: ChannelAnswer[];
  mail: boolean;
}

/** Where word of a run goes beside its stakeholder page: what there is, how each one does, and the ways to change it. */
export function ChannelsScreen({ channels, mail }: ChannelsScreenProps) {
  const router = useRouter();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<ChannelMadeAnswer | null>(null);
  const [deleting, setDeleting] = useState<ChannelAnswer | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function call<T>(channelId: string, work: () => Promise<ApiResult<T>>): Promise<T | null> {
    setBusy(channelId);
    setProblem(null);
    const answer = await work();
    setBusy(null);
    router.refresh();
    if (answer.ok) return answer.value;
    setProblem(answer.problem);
    return null;
  }

  const add = async (wanted: WantedChannel): Promise<Problem | null> => {
    const answer = await postJson<ChannelMadeAnswer>("/api/channels", wanted);
    if (!answer.ok) return answer.problem;
    setAdding(false);
    setMade(answer.value);
    toast.success(`${answer.value.name} is added`);
    router.refresh();
    return null;
  };

  const test = async ({ channelId, name }: ChannelAnswer) => {
    const path = `/api/channels/${channelId}/test`;
    const tested = await call(channelId, () => postJson<ChannelTestAnswer>(path, {}));
    if (!tested) return;
    if (tested.delivered && tested.error === null) toast.success(`${name} took the test`);
    else toast.error(`${name}: ${tested.error ?? "not delivered"}`);
  };

  const change = ({ channelId, enabled }: ChannelAnswer) =>
    call(channelId, () => postJson(`/api/channels/${channelId}`, { enabled: !enabled }));

  const remove = async ({ channelId }: ChannelAnswer) => {
    setDeleting(null);
    await call(channelId, () => callApi(`/api/channels/${channelId}`, { method: "DELETE" }));
  };

  return (
    <div className="mx-auto w-full max-w-[62rem] px-4 py-8 sm:px-6">
      <div className="mb-2 flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-2xl font-[650] tracking-[-0.02em]">Channels</h1>
        <Button variant="primary" onClick={() => setAdding(true)}>
          <Icon name="plus" /> Add a channel
        </Button>
      </div>
      <p className="mb-6 max-w-[68ch] text-muted">
        Every broadcast of a run goes to the channels of its kind, beside its stakeholder page. Rehearsals and
        production never share one. What fails is tried again for three and a half hours, and holds up no run.
      </p>
      {problem ? (
        <div className="mb-4">
          <ErrorNote title={problem.message} />
        </div>
      ) : null}
      {made?.signingSecret ? <SigningSecret channel={made} onDone={() => setMade(null)} /> : null}
      {channels.length === 0 ? (
        <EmptyState icon="arrow-right" title="No channels yet">
          People see a run on its stakeholder page. Add a channel to bring word of it to a mailbox, a chat or
          a program as well.
        </EmptyState>
      ) : (
        <ul className="grid gap-3">
          {channels.map((channel) => (
            <ChannelRow
              key={channel.channelId}
              channel={channel}
              busy={busy === channel.channelId}
              onTest={() => test(channel)}
              onSwitch={() => change(channel)}
              onDelete={() => setDeleting(channel)}
            />
          ))}
        </ul>
      )}
      {adding ? <NewChannelDialog mail={mail} onAdd={add} onClose={() => setAdding(false)} /> : null}
      {deleting ? (
        <DeleteChannelDialog
          name={deleting.name}
          onDelete={() => remove(deleting)}
          onClose={() => setDeleting(null)}
        />
      ) : null}
    </div>
  );
}
