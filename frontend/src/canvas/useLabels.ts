import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { callsOf, classOf, findNode, titleOf } from "../document/graph";
import { shapeText } from "../document/shape";
import type { Document, Edge, NodeId } from "../document/types";
import { useOpenNodes } from "../store/check";

/** What a screen reader says of nodes and wires. */
export function useLabels(document: Document): {
  node: (id: NodeId) => string;
  wire: (edge: Edge) => string;
} {
  const { t } = useTranslation("editor");
  const reports = useOpenNodes();
  return useMemo(() => {
    const title = (id: NodeId) => {
      const node = findNode(document, id);
      return node === undefined ? id : titleOf(document, node);
    };
    return {
      node: (id) => {
        const node = findNode(document, id);
        if (node === undefined) return id;
        const calls = callsOf(document, node);
        const values = { name: title(id), class: classOf(document, node) };
        if (calls.length < 2) return t("node.label", values);
        return t("node.labelOfCall", { ...values, number: reports?.[id]?.call ?? calls.indexOf(node) });
      },
      wire: (edge) => {
        const values = { from: title(edge.source), to: title(edge.target) };
        const spec = reports?.[edge.source]?.outputs[edge.source_output ?? 0];
        return spec === undefined
          ? t("wire.label", values)
          : t("wire.labelWithShape", { ...values, shape: shapeText(spec) });
      },
    };
  }, [document, reports, t]);
}
