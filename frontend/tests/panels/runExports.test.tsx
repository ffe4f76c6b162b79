import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import type { Document } from "../../src/document/types";
import { loadNamespaces } from "../../src/i18n/languages";
import { RunExports } from "../../src/panels/runs/RunExports";
import { type Asked, serve, type TestServer } from "../support/server";

const line = (what: string, message: string, state = "equal") => ({ what, state, params: {}, message });
const FOUND = {
  format: "tflite",
  file: "model.tflite",
  bytes: 12_508,
  milliseconds: 0.02,
  parity: {
    params: line("params", "Not compared.", "not_compared"),
    layers: line("layers", "No layers."),
    weights: line("weights", "Constants."),
    outputs: line("outputs", "For 8 drawn rows the outputs are the same to the bit."),
  },
};

let server: TestServer;
beforeAll(() => loadNamespaces("exports"));
beforeEach(async () => {
  server = await serve(({ method, body }: Asked) => {
    if (method === "GET") return { status: 200, body: { phase: "comparing" } };
    if (method === "DELETE") return { status: 204 };
    const { format } = JSON.parse(body);
    if (format === "savedmodel") return new Promise(() => undefined);
    if (format === "tflite") return { status: 200, body: FOUND };
    return { status: 422, body: { code: "export.refused", message: "onnx has no place for this." } };
  });
});
afterEach(() => server.stop());

it("[I313] a file is offered with how it compares, and a refusal with its reason", async () => {
  render(<RunExports id="r1" snapshot={undefined} />);
  await userEvent.click(screen.getByRole("button", { name: "LiteRT (.tflite)" }));
  const link = await screen.findByRole("link", { name: "Download model.tflite" });
  expect(link.getAttribute("href")).toBe("/api/v1/runs/r1/exports/tflite");
  expect(screen.getByRole("status").textContent).toContain("13 kB · 0.02 ms for one row on this machine");
  expect(screen.getByRole("status").textContent).toContain("the same to the bit.");
  expect(screen.getByRole("status").textContent).not.toContain("Not compared.");
  await userEvent.click(screen.getByRole("button", { name: "ONNX (.onnx)" }));
  await screen.findByText("onnx has no place for this.");
  expect(screen.queryByRole("link")).toBeNull();
});

it("[I467] an export says how far it is, and is stopped", async () => {
  render(<RunExports id="r1" snapshot={undefined} />);
  await userEvent.click(screen.getByRole("button", { name: "SavedModel (.zip)" }));
  await screen.findByText("Comparing the file with the model…", undefined, { timeout: 5000 });
  expect(screen.getByRole("button", { name: "Keras JSON" })).toHaveProperty("disabled", true);
  await userEvent.click(screen.getByRole("button", { name: "Stop" }));
  expect(screen.getByRole("status").textContent).toBe("");
  expect(screen.getByRole("button", { name: "Keras JSON" })).toHaveProperty("disabled", false);
  await vi.waitFor(() => expect(server.asked.at(-1)).toMatchObject({ method: "DELETE" }));
});

it("[I465] 8 bits are refused before the click where a layer is recurrent, also a wrapped one", () => {
  const inner = { layer: "LSTM", config: { units: 2 } };
  const node = { kind: "layer", id: "n1", name: "each", layer: "TimeDistributed", config: { layer: inner } };
  const { rerender } = render(<RunExports id="r1" snapshot={document({ nodes: [node], edges: [] })} />);
  const button = () => screen.getByRole("button", { name: /LiteRT with 8 bits/ });
  expect(button()).toHaveProperty("disabled", true);
  expect(button().textContent).toContain("not for recurrent layers");
  rerender(<RunExports id="r1" snapshot={document({ nodes: [], edges: [] })} />);
  expect(button()).toHaveProperty("disabled", false);
});

const document = (graph: unknown) => ({ format: 2, name: "Case", graph }) as unknown as Document;
