import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, expect, it } from "vitest";
import { registerHandlers } from "../../src/commands/handlers";
import { loadNamespaces } from "../../src/i18n/languages";
import { CommandPalette } from "../../src/panels/commands/CommandPalette";
import { FileMenu } from "../../src/panels/toolbar/Menus";

beforeAll(() => loadNamespaces("commands"));

it("[C320] a menu that is open gets the commands that are loaded after it", async () => {
  render(<FileMenu onFailure={() => {}} />);
  await userEvent.click(screen.getByRole("button", { name: "Project" }));
  await screen.findByRole("menuitem", { name: /^New document/ });
  expect(screen.queryByRole("menuitem", { name: "Start from a template…" })).toBeNull();
  let stop = () => {};
  act(() => {
    stop = registerHandlers({ "file.start": { run: () => {} } });
  });
  expect(screen.getByRole("menuitem", { name: "Start from a template…" })).toBeTruthy();
  act(() => stop());
});

it("[C320] so does the list of all commands", () => {
  render(<CommandPalette onClose={() => {}} />);
  expect(screen.queryByRole("option", { name: /Start from a template/ })).toBeNull();
  let stop = () => {};
  act(() => {
    stop = registerHandlers({ "file.start": { run: () => {} } });
  });
  expect(screen.getByRole("option", { name: /Start from a template/ })).toBeTruthy();
  act(() => stop());
});
