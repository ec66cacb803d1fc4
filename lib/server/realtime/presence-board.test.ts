import { describe, expect, it } from "vitest";
import { PresenceBoard } from "./presence-board";

const run = "r1";
const ada = { id: "ada", name: "Ada" };
const bo = { id: "bo", name: "Bo" };

function tell(from: PresenceBoard, to: PresenceBoard, now: number): boolean {
  return from
    .announcements(run, now)
    .some((announcement) => to.hear(JSON.parse(JSON.stringify(announcement)), now));
}

describe("the presence board", () => {
  it("counts screens, and calls a person away only when the last one has gone", () => {
    const board = new PresenceBoard("n1");
    board.enter(run, ada);
    board.enter(run, ada);
    board.enter(run, null);
    board.leave(run, "ada", 100);
    expect(board.show(run)).toEqual({ watching: 2, people: [{ ...ada, away: null }] });
    board.leave(run, "ada", 200);
    expect(board.show(run)).toEqual({ watching: 1, people: [{ ...ada, away: 200 }] });
    board.enter(run, ada);
    expect(board.show(run).people).toEqual([{ ...ada, away: null }]);
  });

  it("joins what the nodes say: there on any node is there", () => {
    const [one, two] = [new PresenceBoard("n1"), new PresenceBoard("n2")];
    one.enter(run, ada);
    two.enter(run, ada);
    two.enter(run, bo);
    two.leave(run, "ada", 50);
    expect(tell(two, one, 60)).toBe(true);
    expect(one.show(run)).toEqual({
      watching: 2,
      people: [
        { ...ada, away: null },
        { ...bo, away: null },
      ],
    });
    expect(tell(two, one, 70)).toBe(false);
    expect(tell(one, one, 70)).toBe(false);
  });

  it("takes the people of a silent node for away since they were last heard", () => {
    const [one, two] = [new PresenceBoard("n1"), new PresenceBoard("n2")];
    two.enter(run, bo);
    tell(two, one, 1000);
    expect(one.expire(13_000)).toEqual([]);
    expect(one.expire(13_001)).toEqual([run]);
    expect(one.show(run)).toEqual({ watching: 0, people: [{ ...bo, away: 1000 }] });
  });

  it("cuts a crowd into notifications that fit, and puts it together again", () => {
    const [one, two] = [new PresenceBoard("n1"), new PresenceBoard("n2")];
    for (let index = 0; index < 500; index += 1)
      two.enter(run, { id: `p${index}`, name: "名前".repeat(100) });
    const parts = two.announcements(run, 0);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(8000);
    tell(two, one, 0);
    for (const part of parts) one.hear(part, 0);
    expect(one.show(run).people).toHaveLength(500);
    two.leave(run, "p0", 5);
    for (const part of two.announcements(run, 10)) one.hear(part, 10);
    expect(one.show(run).people.find((person) => person.id === "p0")?.away).toBe(5);
  });
});
