import { describe, expect, it } from "vitest";
import { initialState } from "../run/evolve";
import { adoptState, applyEvents, gapAfter, prependEvents, type RunView, rebase } from "./apply-events";
import { entry, foldOf, log } from "./entry-log.fixture";

const empty: RunView = { state: initialState, events: [], ahead: [] };
const seqs = (view: RunView) => view.events.map((event) => event.seq);

describe("applyEvents", () => {
  it("folds what is next and drops what is known", () => {
    const view = applyEvents(applyEvents(empty, log(1, 3)), log(2, 4));
    expect(view.state).toEqual(foldOf(4));
    expect(seqs(view)).toEqual([1, 2, 3, 4]);
  });

  it("gives the very same view back when nothing is new, so that nothing renders", () => {
    const view = applyEvents(empty, log(1, 3));
    expect(applyEvents(view, log(1, 2))).toBe(view);
  });

  it("keeps what came too early, says where the gap is, and folds it once the gap is filled", () => {
    const gapped = applyEvents(applyEvents(empty, log(1, 2)), log(5, 6));
    expect(gapped.state.seq).toBe(2);
    expect(gapAfter(gapped)).toBe(2);
    const whole = applyEvents(gapped, log(3, 4));
    expect(whole.state).toEqual(foldOf(6));
    expect(gapAfter(whole)).toBeNull();
    expect(seqs(whole)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("puts a batch in order before it folds it", () => {
    expect(applyEvents(empty, [entry(3), entry(1), entry(2), entry(1)]).state).toEqual(foldOf(3));
  });
});

describe("adoptState", () => {
  it("keeps the loaded history where the new window meets it", () => {
    const view = applyEvents(empty, log(1, 5));
    expect(seqs(adoptState(view, foldOf(8), log(4, 8)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("drops the loaded history rather than show a timeline with a hole", () => {
    const view = applyEvents(empty, log(1, 5));
    const adopted = adoptState(view, foldOf(90), log(80, 90));
    expect(adopted.state).toEqual(foldOf(90));
    expect(adopted.events[0]?.seq).toBe(80);
  });

  it("never goes back to a state that is older than the one on the screen", () => {
    const view = applyEvents(empty, log(1, 9));
    expect(adoptState(view, foldOf(4), log(1, 4)).state).toEqual(foldOf(9));
  });

  it("folds events that arrived while the state was on its way", () => {
    const early = applyEvents(applyEvents(empty, log(1, 2)), log(91, 92));
    const adopted = adoptState(early, foldOf(90), log(85, 90));
    expect(adopted.state).toEqual(foldOf(92));
    expect(adopted.ahead).toEqual([]);
  });
});

describe("older pages", () => {
  it("go before what is loaded, without repeating it", () => {
    const view = rebase(foldOf(9), log(6, 9));
    expect(seqs(prependEvents(view, log(2, 7)))).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it("are refused where they would leave a hole", () => {
    const view = rebase(foldOf(9), log(6, 9));
    expect(prependEvents(view, log(1, 3))).toBe(view);
  });
});
