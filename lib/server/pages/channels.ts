import type { ChannelAnswer } from "../../protocol/channels";
import { listChannels } from "../channels/channels";
import { currentServices } from "../current-services";

export interface ChannelsPage {
  channels: ChannelAnswer[];
  /** Whether mail can be sent at all. */
  mail: boolean;
}

export async function readChannels(): Promise<ChannelsPage> {
  const services = currentServices();
  return { channels: await listChannels(services), mail: services.env.smtp !== null };
}
