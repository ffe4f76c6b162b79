import { declaringNode } from "../../document/graph";
import type { Json, Node, NodeId } from "../../document/types";
import { problemsByNode, useCheck } from "../../store/check";
import { openModel, useDocument } from "../../store/document";
import { firstSentence, type ProblemOf } from "../../store/fieldProblems";

/** What is wrong with the fields of a node, or of the node that declares what it calls. */
export function useNodeProblems(node: Node): ProblemOf {
  const open = useDocument(openModel);
  const problems = problemsByNode(
    useCheck((state) => state.report),
    open,
  );
  const declaring = useDocument(({ document }) => declaringNode(document, node)?.id);
  const found = [...(problems.get(declaring ?? node.id) ?? []), ...(problems.get(node.id) ?? [])];
  return (field, below = false) => firstSentence(found, field, below);
}

/** Sets an argument of what a node declares; typing in one field is one undo step. */
export function useSetConfig(node: NodeId): (name: string, value: Json | undefined) => void {
  const edit = useDocument((state) => state.edit);
  return (field, value) =>
    edit(
      [
        value === undefined
          ? { type: "set_config", node, field, unset: true }
          : { type: "set_config", node, field, value },
      ],
      `config ${node} ${field}`,
    );
}

type SettableField = "label" | "trainable" | "adapt" | "call_with";

/** Sets a field of a node itself. */
export function useSetNode(node: NodeId): (field: SettableField, value: Json) => void {
  const edit = useDocument((state) => state.edit);
  return (field, value) => edit([{ type: "set_node", node, field, value }], `${field} ${node}`);
}
