import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openShareSocket } from "./share-socket";

/** A WebSocket whose other end is the test. */
class FakeSocket extends EventTarget {
  sent: string[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  send(data: string) {
    this.sent.push(data);
  }
  close() {
    this.onclose?.();
  }
  says(data: unknown) {
    this.onmessage?.({ data });
  }
}

function follow() {
  const sockets: FakeSocket[] = [];
  const heard = { summary: vi.fn(), time: vi.fn(), connection: vi.fn() };
  const close = openShareSocket("secret", heard, () => {
    const socket = new FakeSocket();
    sockets.push(socket);
    // The parts of WebSocket that are used are all there.
    return socket as unknown as WebSocket;
  });
  const socket = (index: number): FakeSocket => {
    const found = sockets[index];
    if (!found) throw new Error(`There was no connection ${index}`);
    return found;
  };
  return { sockets, socket, heard, close };
}

describe("the socket of a share link", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("shows its token after the handshake, and asks for the time once it is let in", () => {
    const { socket, heard } = follow();
    socket(0).says('0{"sid":"a","pingInterval":20000,"pingTimeout":15000}');
    expect(socket(0).sent).toEqual(['40{"share":"secret"}']);
    expect(heard.connection).not.toHaveBeenCalled();
    socket(0).says('40{"sid":"b"}');
    expect(heard.connection).toHaveBeenCalledWith(true);
    expect(socket(0).sent[1]).toBe('420["time"]');
    socket(0).says("430[1700000000000]");
    expect(heard.time).toHaveBeenCalledWith(expect.objectContaining({ serverTime: 1_700_000_000_000 }));
  });

  it("hands summaries on, answers pings, and overlooks what it does not know", () => {
    const { socket, heard } = follow();
    socket(0).says('42["share",{"seq":7}]');
    socket(0).says("2");
    for (const odd of ['42["bye",{"reason":"x"}]', "42[", "42null", "6", "", new ArrayBuffer(1)])
      socket(0).says(odd);
    expect(heard.summary.mock.calls).toEqual([[{ seq: 7 }]]);
    expect(socket(0).sent).toEqual(["3"]);
  });

  it("tells of a cut, and connects again later and later, until it is let in", () => {
    const { sockets, socket, heard } = follow();
    socket(0).close();
    expect(heard.connection).toHaveBeenLastCalledWith(false);
    vi.advanceTimersByTime(1_000);
    expect(sockets).toHaveLength(2);
    socket(1).close();
    vi.advanceTimersByTime(1_999);
    expect(sockets).toHaveLength(2);
    vi.advanceTimersByTime(1);
    socket(2).says('40{"sid":"b"}');
    socket(2).close();
    vi.advanceTimersByTime(1_000);
    expect(sockets).toHaveLength(4);
  });

  it("takes a line on which even the pings stopped for dead", () => {
    const { sockets, socket, heard } = follow();
    socket(0).says('0{"pingInterval":20000,"pingTimeout":15000}');
    socket(0).says("2");
    vi.advanceTimersByTime(34_999);
    expect(heard.connection).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(heard.connection).toHaveBeenLastCalledWith(false);
    vi.advanceTimersByTime(1_000);
    expect(sockets).toHaveLength(2);
  });

  it("stays closed once it is closed", () => {
    const { sockets, close } = follow();
    close();
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });
});
