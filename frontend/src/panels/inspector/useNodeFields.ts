import type { Problem } from "@schema";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { declaringNode } from "../../document/graph";
import type { Json, Node, NodeId } from "../../document/types";
import { firstProblem, type ProblemOf, problemsByNode, useCheck } from "../../state/check";
import { openModel, useDocument } from "../../state/document";

/** The problems of the fields of a node, or of the node that declares its layer. */
export function useNodeProblems(node: Node): ProblemOf {
  const { i18n } = useTranslation();
  const open = useDocument(openModel);
  const declaring = useDocument(({ openGraph }) => declaringNode(openGraph, node)?.id) ?? node.id;
  const first = useCheck(({ report }) => problemsByNode(report, open).get(declaring)) ?? NONE;
  const more = useCheck(({ report }) => problemsByNode(report, open).get(node.id)) ?? NONE;
  // The language is not read here: the sentences change with it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  return useCallback(
    (field, below = false) => firstProblem([...first, ...more], field, below),
    [first, more, i18n.language],
  );
}

const NONE: readonly Problem[] = [];

/** Sets a parameter of the layer of a node; typing in one field is one undo step. */
export function useSetConfig(node: NodeId): (name: string, value: Json | undefined) => void {
  const edit = useDocument((state) => state.edit);
  return useCallback(
    (field, value) =>
      edit(
        [
          value === undefined
            ? { type: "set_config", node, field, unset: true }
            : { type: "set_config", node, field, value },
        ],
        `config ${node} ${field}`,
      ),
    [edit, node],
  );
}

type SettableField = "label" | "trainable" | "adapt" | "call_with";

/** Sets a field of a node itself. */
export function useSetNode(node: NodeId): (field: SettableField, value: Json) => void {
  const edit = useDocument((state) => state.edit);
  return (field, value) => edit([{ type: "set_node", node, field, value }], `${field} ${node}`);
}
