import type { ForkReport } from "@schema";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { loadNamespaces } from "../../src/i18n/languages";
import { ForkDialog } from "../../src/panels/run/ForkDialog";
import { NOTHING_YET } from "../../src/run/state";
import { useDocument } from "../../src/state/document";
import { chain } from "../support/chain";
import { RUN } from "../support/events";
import { record } from "../support/records";
import { type Asked, serve, type TestServer } from "../support/server";

const REPORT: ForkReport = {
  run: RUN,
  checkpoint: "last",
  checkpoints: [
    { checkpoint: "last", epoch: 7, batch: 12, loss: null },
    { checkpoint: "best", epoch: 4, batch: null, loss: 0.25 },
  ],
  layers: [
    { layer: "hidden", kept: 2, new: [], optimizer: "kept" },
    {
      layer: "scores",
      kept: 1,
      new: [{ name: "kernel", shape: [16, 5], saved_shape: [16, 3] }],
      optimizer: "partly",
    },
  ],
  left_over: ["old"],
  optimizers: ["Adam"],
  other_optimizers: [],
  steps: 1234,
  learned: ["words"],
  adapted: [],
};
const DIVERGED = {
  ...NOTHING_YET,
  phase: {
    at: "diverged" as const,
    epoch: 2,
    message: "",
    failure: { code: "loss.not_finite", variant: null, params: {} },
    origin: null,
    where: null,
    masked_by_relu: false,
  },
  epochs: [{ epoch: 2, logs: {}, nonfinite: {}, seconds: 1, learning_rate: 0.01 }],
};

const asked: string[] = [];
let server: TestServer;
beforeAll(() => loadNamespaces("forks", "activations"));
beforeEach(async () => {
  asked.length = 0;
  useDocument.getState().open({ ...chain, training: { optimizer: "adam" } });
  server = await serve(({ path }: Asked) => {
    asked.push(path);
    return { status: 200, body: REPORT };
  });
});
afterEach(() => server.stop());

const shown = (view: typeof NOTHING_YET) => ({
  id: RUN,
  record: record({ state: "completed" }),
  number: 1,
  view,
  progress: null,
  connected: true,
  active: false,
});

it("[R388] says what starts over and what goes along, for the checkpoint that is chosen", async () => {
  render(<ForkDialog run={shown(NOTHING_YET)} onClose={() => {}} />);
  const row = await screen.findByRole("row", { name: /scores/ });
  expect(row.textContent).toContain("kernel new: 16 × 5, was 16 × 3");
  expect(row.textContent).toContain("kept in part");
  expect(screen.queryByRole("row", { name: /hidden/ })).toBeNull();
  for (const text of [/^1 layer keeps all its weights/, /first steps can be up to 3 times/, /at step 1,234/])
    expect(screen.getByText(text)).toBeTruthy();
  expect(screen.getByText(/No longer in the model: old/)).toBeTruthy();
  expect(screen.getByText(/Keeps what it learned from the data: words/)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: /^best, epoch 5, loss 0\.25/ }));
  await waitFor(() => expect(asked.at(-1)).toContain("checkpoint=best"));
});

it("[R387] offers a tenth of the rate with which a run diverged", async () => {
  render(<ForkDialog run={shown(DIVERGED)} onClose={() => {}} />);
  await userEvent.click(await screen.findByRole("button", { name: "Set the learning rate to 0.001" }));
  expect(useDocument.getState().document.training?.optimizer).toEqual({
    name: "adam",
    config: { learning_rate: 0.001 },
  });
});
