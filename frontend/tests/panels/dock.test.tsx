import type { Problem } from "@schema";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Dock } from "../../src/Dock";
import { useCheck } from "../../src/state/check";
import { useDocument } from "../../src/state/document";
import { foldDock, showDockTab } from "../../src/state/view";

const PROBLEM: Problem = {
  code: "param.missing",
  severity: "error",
  message: "Dense hidden needs units.",
  variant: null,
  params: {},
  where: { node: "n2", edge: null, field: null, model: null },
  expected: null,
  received: null,
  fixes: [],
};
const TOTALS = { params: 0, trainable: 0, layers: 0, bytes: 0, flops: 0, activations: 0 };

const open = () => act(() => useDocument.getState().open({ format: 2, name: "Digits" }));
const check = (...problems: Problem[]) =>
  act(() =>
    useCheck.setState({
      report: { ok: problems.length === 0, problems, nodes: {}, models: {}, totals: TOTALS, rows: null },
      state: "fresh",
    }),
  );
const folded = () => screen.queryByRole("button", { name: "Show Panels" }) !== null;

beforeEach(() => {
  localStorage.clear();
  useCheck.setState({ report: null, state: "checking", outdated: false, documentError: null });
  foldDock();
  open();
  render(<Dock />);
});
afterEach(() => localStorage.clear());

it("[C325] is folded until there is a problem, and stays open until another document is opened", () => {
  expect(folded()).toBe(true);
  check(PROBLEM);
  expect(folded()).toBe(false);
  check();
  expect(folded()).toBe(false);
  open();
  expect(folded()).toBe(true);
});

it("[C325] stays folded where somebody has folded it", async () => {
  check(PROBLEM);
  await userEvent.click(screen.getByRole("button", { name: "Hide Panels" }));
  check();
  check(PROBLEM, PROBLEM);
  expect(folded()).toBe(true);
});

it("[C325] stays open for every document where somebody has opened it", async () => {
  await userEvent.click(screen.getByRole("button", { name: "Show Panels" }));
  open();
  expect(folded()).toBe(false);
});

it("[C325] a tab that is asked for is shown for this document alone", () => {
  act(() => showDockTab("problems"));
  expect(folded()).toBe(false);
  open();
  expect(folded()).toBe(true);
});
