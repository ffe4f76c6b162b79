import { cycleTheme } from "../state/theme";
import { focusDockTab, type Pane, setCollapsed, setDockLarge, useView } from "../state/view";
import { type Handler, registerHandlers } from "./handlers";
import type { CommandId } from "./registry";

/** The commands that change what is shown around the canvas. */
export function registerViewCommands(): () => void {
  return registerHandlers({
    "view.problems": tab("problems"),
    "view.training": tab("training"),
    "view.data": tab("data"),
    "view.runs": tab("runs"),
    "view.code": tab("code"),
    "view.outline": tab("outline"),
    "view.palette": side("palette"),
    "view.inspector": side("inspector"),
    "view.dock": side("dock"),
    "view.dockLarge": {
      run: () => setDockLarge(!useView.getState().dockLarge),
      on: () => useView.getState().dockLarge,
    },
    "view.theme": { run: cycleTheme },
  } satisfies Partial<Record<CommandId, Handler>>);
}

function tab(name: string): Handler {
  return { run: () => focusDockTab(name) };
}

function side(name: Pane): Handler {
  const folded = () => useView.getState().collapsed[name];
  return { run: () => setCollapsed(name, !folded()), on: () => !folded() };
}
