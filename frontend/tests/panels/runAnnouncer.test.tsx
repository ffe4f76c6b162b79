import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Document } from "../../src/document/types";
import { changeLanguage, loadNamespaces } from "../../src/i18n/languages";
import { RunAnnouncer } from "../../src/panels/run/RunAnnouncer";
import { reduceAll } from "../../src/run/reduceEvents";
import { NOTHING_YET } from "../../src/run/state";
import { useDocument } from "../../src/state/document";
import { useRuns } from "../../src/state/runs/runs";
import { Log, RUN } from "../support/events";
import { record } from "../support/records";

const DOCUMENT: Document = {
  format: 2,
  graph: {
    nodes: [
      { kind: "input", id: "n1", name: "image", shape: [8] },
      { kind: "layer", id: "n2", name: "hidden", layer: "Dense", config: { units: 8 } },
    ],
    edges: [{ source: "n1", target: "n2" }],
  },
};
const ORIGIN = { where: { node: "n2", edge: null, field: null, model: null }, origin: "activation" as const };

const hear = (log: Log, given: { heard?: boolean; snapshot?: Document; queue_position?: number } = {}) =>
  useRuns.setState({
    runs: [record({ epochs: 5, queue_position: given.queue_position ?? 0 })],
    currentRun: RUN,
    followed: { [RUN]: { view: reduceAll(NOTHING_YET, log.events), connected: given.heard ?? true } },
    snapshots: given.snapshot === undefined ? {} : { [RUN]: given.snapshot },
  });

const said = () => screen.getByRole("status").textContent;

beforeAll(() => loadNamespaces("activations"));
beforeEach(() => useDocument.getState().open(DOCUMENT));
afterEach(() => changeLanguage("en"));

describe("[C87] a run is read out, whichever panel is open", () => {
  it("by every change of its state, with what it came to", async () => {
    const waiting = new Log().add("queued", { position: 2 });
    hear(waiting, { queue_position: 2 });
    render(<RunAnnouncer />);
    await screen.findByText("Run 1: queued at place 3.");
    act(() => hear(waiting, { queue_position: 1 }));
    await screen.findByText("Run 1: queued at place 2.");
    const log = new Log().begin(2);
    act(() => hear(log));
    await screen.findByText("Run 1: epoch 1 of 2.");
    log.epoch(0, { loss: 1, val_loss: null }).add("completed", { epochs: 1, stopped_by: null });
    act(() => hear(log));
    await screen.findByText("Run 1: completed, one epoch. loss 1.000, val_loss ?");
  });

  it("by its epochs, no more often than one can listen", async () => {
    const log = new Log().begin(5).epoch(0, { loss: 1 });
    hear(log);
    render(<RunAnnouncer />);
    await screen.findByText("Run 1: epoch 1 of 5.");
    const { now } = performance;
    try {
      const began = now.call(performance);
      act(() => hear(log.epoch(1, { loss: 0.5 })));
      expect(said()).toBe("Run 1: epoch 1 of 5.");
      performance.now = () => began + 6000;
      act(() => hear(log.epoch(2, { loss: 0.25 })));
      expect(said()).toBe("Epoch 3 of 5: loss 0.250");
    } finally {
      performance.now = now;
    }
  });

  it("says that the server is not heard, and when it is again", async () => {
    const log = new Log().begin(5);
    hear(log);
    render(<RunAnnouncer />);
    await screen.findByText("Run 1: epoch 1 of 5.");
    act(() => hear(log, { heard: false }));
    await screen.findByText("Run 1: lost contact with the server.");
    act(() => hear(log));
    await screen.findByText("Run 1: epoch 1 of 5.");
  });

  it("is silent of a run that had ended before the page was opened", async () => {
    hear(new Log().begin(1).epoch(0, { loss: 1 }).add("completed", { epochs: 1, stopped_by: null }));
    render(<RunAnnouncer />);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(said()).toBe("");
  });
});

describe("[C87] a loss that is lost is said in the language of the page", () => {
  const lost = (origin: object) =>
    new Log()
      .begin(5)
      .epoch(0, { loss: 1 })
      .add("diverged", {
        epoch: 1,
        message: "English.",
        where: null,
        origin: null,
        masked_by_relu: false,
        ...origin,
      });

  it("with the node where it was first seen", async () => {
    await changeLanguage("ko");
    hear(new Log().begin(5), { snapshot: DOCUMENT });
    render(<RunAnnouncer />);
    act(() => hear(lost(ORIGIN), { snapshot: DOCUMENT }));
    const text = await screen.findByText(/^실행 1: 에포크 2에서 발산/);
    expect(text.textContent).toMatch(/hidden/);
    expect(text.textContent).not.toMatch(/English/);
  });

  it("waits for what tells the node", async () => {
    hear(new Log().begin(5));
    render(<RunAnnouncer />);
    await screen.findByText("Run 1: epoch 1 of 5.");
    act(() => hear(lost(ORIGIN)));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(said()).toBe("Run 1: epoch 1 of 5.");
    act(() => hear(lost(ORIGIN), { snapshot: DOCUMENT }));
    await screen.findByText(/^Run 1: diverged in epoch 2\. Not a number was first seen in what .*hidden/);
  });

  it("says where the loss still is a number and the weights are not", async () => {
    hear(new Log().begin(5), { snapshot: DOCUMENT });
    render(<RunAnnouncer />);
    act(() => hear(lost({ ...ORIGIN, masked_by_relu: true }), { snapshot: DOCUMENT }));
    await screen.findByText(
      /diverged in epoch 2\. The loss is still a finite number: relu.*Not a number was/,
    );
  });

  it.each([
    ["zh-CN", "第 2 轮起，损失不再是有限数"],
    ["zh-TW", "第 2 輪起，損失不再是有限數"],
    ["ko", "에포크 2에서 손실이 더 이상 유한한 수가 아닙니다"],
  ] as const)("and without one, in %s", async (language, sentence) => {
    await changeLanguage(language);
    hear(new Log().begin(5));
    render(<RunAnnouncer />);
    act(() => hear(lost({})));
    await screen.findByText((text) => text.includes(sentence));
  });
});
