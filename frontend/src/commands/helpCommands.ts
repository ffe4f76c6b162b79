import { problemsByNode, useCheck } from "../state/check";
import { openModel, useDocument } from "../state/document";
import { explain } from "../state/help";
import { useView } from "../state/view";
import { provide } from "./handlers";

/** The command that explains problems: the one at the selection, where there is one. */
export function provideHelp(): () => void {
  return provide({ "help.problems": { run: explainSelected } });
}

function explainSelected(): void {
  const here = problemsByNode(useCheck.getState().report, openModel(useDocument.getState()));
  const [first] = useView.getState().nodes.flatMap((id) => here.get(id) ?? []);
  explain(first?.code ?? "all");
}
