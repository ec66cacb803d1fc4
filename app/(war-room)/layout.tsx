import type { ReactNode } from "react";
import { RoomProviders } from "./room-providers";

/** What only the live screens need lives here and not in the root, which would put it on every page. */
export default function WarRoomLayout({ children }: { children: ReactNode }) {
  return <RoomProviders>{children}</RoomProviders>;
}
