import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { loadNamespaces } from "../../src/i18n/languages";
import { RunExports } from "../../src/panels/runs/RunExports";
import { type Asked, serve, type TestServer } from "../support/server";

const line = (what: string, message: string) => ({ what, state: "equal", params: {}, message });
const FOUND = {
  format: "tflite",
  file: "model.tflite",
  bytes: 12_508,
  milliseconds: 0.02,
  parity: {
    params: line("params", "Not compared."),
    layers: line("layers", "No layers."),
    weights: line("weights", "Constants."),
    outputs: line("outputs", "For 8 drawn rows the outputs are the same to the bit."),
  },
};

let server: TestServer;
beforeAll(() => loadNamespaces("exports"));
beforeEach(async () => {
  server = await serve(({ body }: Asked) =>
    JSON.parse(body).format === "tflite"
      ? { status: 200, body: FOUND }
      : { status: 422, body: { code: "export.refused", message: "onnx has no place for this." } },
  );
});
afterEach(() => server.stop());

it("[I313] a file is offered with how it compares, and a refusal with its reason", async () => {
  render(<RunExports id="r1" />);
  await userEvent.click(screen.getByRole("button", { name: "LiteRT (.tflite)" }));
  const link = await screen.findByRole("link", { name: "Download model.tflite" });
  expect(link.getAttribute("href")).toBe("/api/v1/runs/r1/exports/tflite");
  expect(screen.getByRole("status").textContent).toContain("13 kB · 0.02 ms for one row on this machine");
  expect(screen.getByRole("status").textContent).toContain("the same to the bit.");
  await userEvent.click(screen.getByRole("button", { name: "ONNX (.onnx)" }));
  await screen.findByText("onnx has no place for this.");
  expect(screen.queryByRole("link")).toBeNull();
});
