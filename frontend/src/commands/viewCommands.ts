import { turnTheme } from "../state/theme";
import { enterTab, type Side, setDockLarge, setFolded, useView } from "../state/view";
import { type Handler, provide } from "./handlers";
import type { CommandId } from "./registry";

/** The commands that change what is shown around the canvas. */
export function provideViewing(): () => void {
  return provide({
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
    "view.theme": { run: turnTheme },
  } satisfies Partial<Record<CommandId, Handler>>);
}

function tab(name: string): Handler {
  return { run: () => enterTab(name) };
}

function side(name: Side): Handler {
  const folded = () => useView.getState().folded[name];
  return { run: () => setFolded(name, !folded()), on: () => !folded() };
}
