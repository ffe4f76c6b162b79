import { problemsByNode, useCheck } from "../check";
import { openModel, useDocument } from "../document";
import { explain } from "../help";
import { useView } from "../view";
import { provide } from "./provided";

/** The command that explains problems: the one at the selection, where there is one. */
export function provideHelp(): () => void {
  return provide({ "help.problems": { run: explainSelected } });
}

function explainSelected(): void {
  const here = problemsByNode(useCheck.getState().report, openModel(useDocument.getState()));
  const [first] = useView.getState().nodes.flatMap((id) => here.get(id) ?? []);
  explain(first?.code ?? "all");
}
