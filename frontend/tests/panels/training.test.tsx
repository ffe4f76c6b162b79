import { act, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeLanguage, loadNamespaces } from "../../src/i18n/languages";
import { spreadLabels } from "../../src/panels/charts/endLabels";
import { RunStatus } from "../../src/panels/run/RunStatus";
import { TrainButton } from "../../src/panels/run/TrainButton";
import { TrainingPanel } from "../../src/panels/training/TrainingPanel";
import { reduceAll } from "../../src/run/reduceEvents";
import { NOTHING_YET } from "../../src/run/state";
import { type FollowedRun, useRuns } from "../../src/state/runs/runs";
import { useView } from "../../src/state/view";
import { Log, RUN } from "../support/events";
import { record } from "../support/records";
import { checked, freshTraining, problem, watching } from "../support/training";

beforeAll(() => loadNamespaces("activations", "charts"));
beforeEach(freshTraining);

describe("the train button", () => {
  it("says in words why it cannot, and shows the problems instead", async () => {
    checked(problem("training.epochs", "Training runs for at least 1 epoch."));
    render(<TrainButton />);
    const button = screen.getByRole("button", { name: /Train/ });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    await userEvent.hover(button);
    expect((await screen.findAllByText(/Training runs for at least 1 epoch/)).length).toBeGreaterThan(0);
    await userEvent.click(button);
    expect(useView.getState().dockTab).toBe("problems");
    expect(useRuns.getState().starting).toBe(false);
  });

  it("is Stop while a run is under way, and Train again after it", () => {
    watching(new Log().begin(5));
    const { unmount } = render(<TrainButton />);
    expect(screen.getByRole("button").textContent).toBe("Stop");
    unmount();
    watching(new Log().begin(5).add("stopped", { epochs: 0 }));
    render(<TrainButton />);
    expect(screen.getByRole("button").textContent).toMatch(/^Train/);
  });

  it("shows why the server would not start a run", () => {
    useRuns.setState({ error: "digit has no loss." });
    render(<TrainButton />);
    expect(screen.getByRole("alert").textContent).toBe("digit has no loss.");
  });
});

/** Two epochs of a minute and some batches of the next. */
function slowEpoch(): Log {
  const log = new Log().begin(5).epoch(0, { loss: 1 }, 60).epoch(1, { loss: 1 }, 60);
  return log.add("epoch_started", { epoch: 2 }).add("batch", { epoch: 2, batch: 4, logs: { loss: 0.5 } });
}

describe("where a run stands, in words", () => {
  it.each([
    [new Log().add("queued", { position: 0 }), "run 1 · starting"],
    [
      new Log().add("queued", { position: 0 }).add("started", { pid: 1 }),
      "run 1 · building and compiling the model",
    ],
    [new Log().begin(5), "run 1 · epoch 1 of 5"],
    [
      new Log().begin(5).epoch(0, { loss: 1 }, 0.5),
      "run 1 · epoch 1 of 5 · 0.50 s an epoch · about 2 s left",
    ],
    [
      new Log().begin(5).epoch(0, { loss: 1 }).add("stopping", {}),
      "run 1 · stopping: the batch in hand is finished first",
    ],
    [slowEpoch(), "run 1 · epoch 3 of 5 (batch 4 of 10) · 1 min 0 s an epoch · about 3 min left"],
    [
      new Log().begin(5).epoch(0, { loss: 1 }).add("paused", { epoch: 0 }),
      "run 1 · paused after epoch 1 of 5",
    ],
    [
      new Log().begin(5).epoch(0, { loss: 1 }).add("paused", { epoch: 0 }).add("resumed", { epoch: 1 }),
      "run 1 · epoch 1 of 5",
    ],
    [
      new Log().begin(5).epoch(0, { loss: 1 }).add("stopped", { epochs: 1 }),
      "run 1 · stopped after one epoch",
    ],
    [
      new Log().begin(5).add("completed", { epochs: 3, stopped_by: "EarlyStopping" }),
      "run 1 · ended early by EarlyStopping, after 3 epochs",
    ],
    [
      new Log()
        .begin(5)
        .add("diverged", { epoch: 1, message: "Lost.", where: null, origin: null, masked_by_relu: false }),
      "run 1 · diverged in epoch 2",
    ],
  ])("%#", (log, words) => {
    watching(log);
    render(<RunStatus />);
    expect(screen.getByText((text) => text.startsWith(words))).toBeTruthy();
  });

  it("[R5] says its place in the queue, as the server reported it last", () => {
    watching(new Log().add("queued", { position: 2 }));
    useRuns.setState({ runs: [record({ state: "queued", queue_position: 2 })] });
    render(<RunStatus />);
    expect(screen.getByText("run 1 · queued at place 3")).toBeTruthy();
    act(() => useRuns.setState({ runs: [record({ state: "queued", queue_position: 1 })] }));
    expect(screen.getByText("run 1 · queued at place 2")).toBeTruthy();
    act(() => useRuns.setState({ runs: [record({ state: "queued", queue_position: 0 })] }));
    expect(screen.getByText("run 1 · starting")).toBeTruthy();
  });

  it("[R403] says how much memory a run waits for, and how much is free", () => {
    watching(new Log().add("queued", { position: 0 }));
    const waiting = record({ state: "queued", queue_position: 1, memory_bytes: 3.2e9, free_bytes: 1.1e9 });
    useRuns.setState({ runs: [waiting] });
    render(<RunStatus />);
    expect(screen.getByText("run 1 · waiting for memory: needs about 3.2 GB, 1.1 GB are free")).toBeTruthy();
  });

  it("[R402] offers the priority of a run that waits, and of no other", () => {
    watching(new Log().add("queued", { position: 1 }));
    useRuns.setState({ runs: [record({ state: "queued", queue_position: 1, priority: 7 })] });
    const { unmount } = render(<TrainingPanel />);
    expect(screen.getByRole<HTMLSelectElement>("combobox", { name: "Priority" }).value).toBe("high");
    unmount();
    watching(new Log().begin(5).epoch(0, { loss: 1 }));
    render(<TrainingPanel />);
    expect(screen.queryByRole("combobox", { name: "Priority" })).toBeNull();
  });

  it("[R43] says that it will pause after the epoch in hand, and asks for it and for going on", async () => {
    watching(new Log().begin(5).epoch(0, { loss: 1 }));
    useRuns.setState({ runs: [record({ epochs: 5, pause_wanted: true })] });
    const { unmount } = render(<TrainingPanel />);
    expect(screen.getByText("epoch 1 of 5, pausing after it")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Go on" })).toBeTruthy();
    unmount();
    useRuns.setState({ runs: [record({ epochs: 5 })] });
    render(<TrainingPanel />);
    expect(screen.getByRole("button", { name: "Pause" })).toBeTruthy();
  });

  it("[R49] says that this page is signed out, and that the run goes on", () => {
    watching(new Log().begin(5), false);
    useRuns.setState(({ followed }) => ({
      followed: { [RUN]: { ...(followed[RUN] as FollowedRun), signedOut: true } },
    }));
    render(<TrainingPanel />);
    expect(screen.getByText(/^This page is signed out; the run goes on/)).toBeTruthy();
  });

  it("[R51] leads from a failure to the node where Keras stopped, while that is in the drawing", async () => {
    const where = { node: "n2", edge: null, field: null, model: null };
    const failed = { code: "keras_stopped", message: "Keras stopped at digit.", values: {} };
    watching(new Log().begin(5).add("failed", { ...failed, where }));
    const { unmount } = render(<TrainingPanel />);
    await userEvent.click(await screen.findByRole("button", { name: "Show the node" }));
    expect(useView.getState()).toMatchObject({ nodes: ["n2"], scrollTarget: { node: "n2" } });
    unmount();
    for (const lost of [null, { ...where, node: "n9" }, { ...where, model: "gone" }]) {
      watching(new Log().begin(5).add("failed", { ...failed, where: lost }));
      const { unmount } = render(<TrainingPanel />);
      expect(await screen.findByText("Keras stopped at digit.")).toBeTruthy();
      expect(screen.queryByRole("button", { name: "Show the node" })).toBeNull();
      unmount();
    }
  });

  it.each([
    ["SIGKILL", { variant: "signal", params: { signal: "SIGKILL" } }],
    ["9", { values: { signal: 9 } }],
  ])(
    "[R51] says a failure in the language of the page, from its code and params (%s)",
    async (signal, values) => {
      await changeLanguage("zh-CN");
      try {
        watching(
          new Log().begin(5).add("failed", { code: "worker_killed", message: "x", where: null, ...values }),
        );
        render(<TrainingPanel />);
        expect(
          screen.getByText(
            `训练进程被外部终止（信号 ${signal}）。此前的记录都已保留。恢复此次运行即可从最后的检查点继续。`,
          ),
        ).toBeTruthy();
      } finally {
        await changeLanguage("en");
      }
    },
  );

  it("[R51] leaves a failure in the server's words where the page has none", async () => {
    await changeLanguage("ko");
    try {
      watching(
        new Log().begin(5).add("failed", { code: "of.tomorrow", message: "New.", where: null, values: {} }),
      );
      render(<TrainingPanel />);
      expect(screen.getByText("New.")).toBeTruthy();
    } finally {
      await changeLanguage("en");
    }
  });

  it("says that it has lost the server, and that the run goes on", () => {
    watching(new Log().begin(5), false);
    render(<TrainingPanel />);
    expect(
      screen.getByText(/^Lost contact with the server at .* The run goes on without this page/),
    ).toBeTruthy();
  });

  it("shows the whole sentence of a failure", () => {
    const message = "The memory did not suffice at a batch size of 4096. Try a smaller batch size.";
    watching(new Log().begin(5).add("failed", { code: "out_of_memory", message, where: null, values: {} }));
    render(<TrainingPanel />);
    expect(screen.getByText(message)).toBeTruthy();
  });
});

describe("the training panel", () => {
  it("says progress and facts, and has every number in a table too", async () => {
    watching(new Log().begin(5).epoch(0, { loss: 1.25, val_loss: 2 }).epoch(1, { loss: 0.5, val_loss: 1.5 }));
    render(<TrainingPanel />);
    expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("40");
    expect(
      screen.getByRole("slider", { name: "loss over the epochs. Now: loss 0.500, val_loss 1.500." }),
    ).toBeTruthy();
    expect(screen.getByText("digits · 100 train, 20 held back")).toBeTruthy();
    expect(screen.getByText("Adam 0.01 · batch 32 · seed 7")).toBeTruthy();
    await userEvent.click(screen.getByRole("button", { name: "Table" }));
    const rows = within(screen.getByRole("table")).getAllByRole("row");
    expect(rows.map((row) => row.textContent)).toEqual([
      "epochlossval_losstime",
      "20.5001.5002.0 s",
      "11.2502.0002.0 s",
    ]);
  });

  it("[C91] draws the batches of an epoch that is over, and says how many were recorded", async () => {
    const log = new Log().begin(5).add("epoch_started", { epoch: 0 });
    log.add("batch", { epoch: 0, batch: 4, logs: { loss: 2 } });
    log.add("batch", { epoch: 0, batch: 9, logs: { loss: 1.5 } });
    const end = { nonfinite: {}, seconds: 1, learning_rate: 0.1 };
    log.add("epoch_ended", { epoch: 0, logs: { loss: 1.25 }, ...end }).epoch(1, { loss: 0.5 });
    watching(log);
    render(<TrainingPanel />);
    await userEvent.click(screen.getByRole("checkbox", { name: "batches of one epoch" }));
    expect(screen.getByText("No batch of this epoch was recorded: it was over too soon.")).toBeTruthy();
    const epoch = screen.getByLabelText("epoch whose batches are drawn");
    await userEvent.clear(epoch);
    await userEvent.type(epoch, "1");
    const chart = screen.getByRole("slider", {
      name: "loss over the batches of epoch 1. Last: loss 1.500.",
    });
    expect(screen.getByText("2 of 10 batches were recorded")).toBeTruthy();
    expect(chart.getAttribute("aria-valuetext")).toBe("batch 9: loss 1.500");
    chart.focus();
    await userEvent.keyboard("{Home}");
    expect(chart.getAttribute("aria-valuetext")).toBe("batch 4: loss 2.000");
    await userEvent.click(screen.getByRole("checkbox", { name: "batches of one epoch" }));
    expect(screen.getByRole("slider", { name: /^loss over the epochs/ })).toBeTruthy();
  });

  it("a new run shows its curves, whatever was looked at before", async () => {
    watching(new Log().begin(5).epoch(0, { loss: 1 }));
    const { rerender } = render(<TrainingPanel />);
    await userEvent.click(screen.getByRole("button", { name: "Settings" }));
    expect(screen.getByLabelText("epochs")).toBeTruthy();
    useRuns.setState({
      runs: [record({ id: "new" }), record()],
      currentRun: "new",
      followed: { new: { view: reduceAll(NOTHING_YET, new Log("new").begin(2).events), connected: true } },
    });
    rerender(<TrainingPanel />);
    expect(screen.queryByLabelText("epochs")).toBeNull();
  });
});

describe("labels at the ends of curves", () => {
  it("stand apart and inside, in their order", () => {
    expect(spreadLabels([10, 12, 50], 14, 0, 100)).toEqual([10, 24, 50]);
    expect(spreadLabels([99, 98], 14, 0, 100)).toEqual([100, 86]);
  });
});
