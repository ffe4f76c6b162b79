import { problemsByNode, useCheck } from "../state/check";
import { openModel, useDocument } from "../state/document";
import { showProblemHelp } from "../state/help";
import { useView } from "../state/view";
import { registerHandlers } from "./handlers";

/** The command that explains problems: the one at the selection, where there is one. */
export function registerHelpCommands(): () => void {
  return registerHandlers({ "help.problems": { run: explainSelected } });
}

function explainSelected(): void {
  const here = problemsByNode(useCheck.getState().report, openModel(useDocument.getState()));
  const [first] = useView.getState().nodes.flatMap((id) => here.get(id) ?? []);
  showProblemHelp(first?.code ?? "all");
}
