import { present } from "../actions/present";
import { problemsByNode, useCheck } from "../state/check";
import { openModel, useDocument } from "../state/document";
import { showProblemHelp } from "../state/help";
import { cycleTheme } from "../state/preferences";
import { focusDockTab, type Pane, setCollapsed, setDockLarge, useView } from "../state/view";
import { registerEditCommands } from "./editCommands";
import { type Handler, registerHandlers } from "./handlers";
import type { CommandId } from "./registry";
import { registerTrainCommands } from "./trainCommands";

/** Registers the handlers that need nothing but the stores. Returns what stops it. */
export function registerCommands(): () => void {
  const stops = [
    registerEditCommands(),
    registerViewCommands(),
    registerTrainCommands(),
    registerHelpCommands(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

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
    "view.present": { run: present, can: () => !useView.getState().presenting },
  } satisfies Partial<Record<CommandId, Handler>>);
}

function tab(name: string): Handler {
  return { run: () => focusDockTab(name) };
}

function side(name: Pane): Handler {
  const folded = () => useView.getState().collapsed[name];
  return { run: () => setCollapsed(name, !folded()), on: () => !folded() };
}

/** The command that explains problems: the one at the selection, where there is one. */
export function registerHelpCommands(): () => void {
  return registerHandlers({ "help.problems": { run: explainSelected } });
}

function explainSelected(): void {
  const here = problemsByNode(useCheck.getState().report, openModel(useDocument.getState()));
  const [first] = useView.getState().nodes.flatMap((id) => here.get(id) ?? []);
  showProblemHelp(first?.code ?? "all");
}
