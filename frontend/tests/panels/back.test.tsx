import type { Problem } from "@schema";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ProblemBadge } from "../../src/canvas/nodes/ProblemBadge";
import { changeKeys } from "../../src/commands/keymap";
import { loadNamespaces } from "../../src/i18n/languages";
import { GlobalCommands } from "../../src/panels/commands/GlobalCommands";
import { TrainButton } from "../../src/panels/run/TrainButton";
import { StartPage } from "../../src/panels/start/StartPage";
import { useCheck } from "../../src/state/check";
import { useDocument } from "../../src/state/document";
import { useProject } from "../../src/state/project";
import { useRuns } from "../../src/state/runs/runs";
import { serve, type TestServer } from "../support/server";

const MISSING: Problem = {
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

let server: TestServer;
beforeAll(() => loadNamespaces("help", "start", "descriptions", "commands"));
beforeEach(async () => {
  server = await serve(({ path }) =>
    path.endsWith("/templates")
      ? { status: 200, body: { templates: [] } }
      : { status: 200, body: { projects: [] } },
  );
  useDocument.getState().open({ format: 2, name: "Digits" });
  useCheck.setState({ report: null, state: "fresh", outdated: false, documentError: null });
});
afterEach(() => server.stop());

describe("[C92] Escape on the start page", () => {
  const waiting = () => useProject.getState().waiting;
  const showStart = () => render(<StartPage />);

  it("goes back to the document that is open", async () => {
    useProject.setState({ id: "p1", waiting: "start" });
    showStart();
    await screen.findByRole("button", { name: "Back to Digits" });
    await userEvent.keyboard("{Escape}");
    expect(waiting()).toBeNull();
  });

  it("closes a menu that is open, and nothing else", async () => {
    useProject.setState({ id: "p1", waiting: "start" });
    showStart();
    await userEvent.click(screen.getByRole("button", { name: /English|Language/ }));
    await screen.findByRole("menu");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("menu")).toBeNull());
    expect(waiting()).toBe("start");
  });

  it("does nothing where no document is open", async () => {
    useProject.setState({ id: null, waiting: "start" });
    showStart();
    await userEvent.keyboard("{Escape}");
    expect(waiting()).toBe("start");
  });
});

it("[C92] the help that a problem's mark has opened gives the keyboard back to the mark", async () => {
  render(
    <>
      <ProblemBadge nodeTitle="hidden" problems={[MISSING]} tone="error" />
      <GlobalCommands />
    </>,
  );
  const badge = screen.getByRole("button", { name: /hidden/ });
  await userEvent.click(badge);
  const explain = await screen.findByRole("button", { name: "What does this mean?", hidden: true });
  explain.focus();
  await userEvent.keyboard("{Enter}");
  await screen.findByRole("dialog", { name: "Help with problems" });
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog", { name: "Help with problems" })).toBeNull());
  await waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toMatch(/hidden/));
  expect(document.activeElement?.textContent).toBe("!");
});

it("the tip of the train button says its key, whichever it is", async () => {
  useRuns.setState({ runs: [], currentRun: null, followed: {} });
  render(<TrainButton />);
  await userEvent.hover(screen.getByRole("button"));
  expect((await screen.findByRole("tooltip")).textContent).toBe("Train what is on the canvasCtrl ⏎");
  changeKeys("train.start", ["Mod+R"]);
  await waitFor(() =>
    expect(screen.getByRole("tooltip").textContent).toBe("Train what is on the canvasCtrl R"),
  );
  changeKeys("train.start", null);
});
