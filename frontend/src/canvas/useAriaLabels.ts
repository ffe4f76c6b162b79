import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { callsOf, classOf, findNode, titleOf } from "../document/graph";
import type { Document, Edge, Node, NodeId } from "../document/types";
import { shapeText } from "../document/values/shape";
import { useNodeReports } from "../state/check";

/** The accessible names of nodes and edges. */
export function useAriaLabels(document: Document): {
  node: (id: NodeId) => string;
  edge: (edge: Edge) => string;
} {
  const { t } = useTranslation("editor");
  const reports = useNodeReports();
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
        if (calls.length < 2) return cachedLabel(node, t, "node.label", values);
        const number = reports?.[id]?.call ?? calls.indexOf(node);
        return cachedLabel(node, t, "node.labelOfCall", { ...values, number });
      },
      edge: (edge) => {
        const values = { from: title(edge.source), to: title(edge.target) };
        const spec = reports?.[edge.source]?.outputs[edge.source_output ?? 0];
        return spec === undefined
          ? cachedLabel(edge, t, "wire.label", values)
          : cachedLabel(edge, t, "wire.labelWithShape", { ...values, shape: shapeText(spec) });
      },
    };
  }, [document, reports, t]);
}

interface CachedLabel {
  t: TFunction<"editor">;
  key: string;
  values: string;
  text: string;
}

const labelCache = new WeakMap<Node | Edge, CachedLabel>();

/** Translates each label once: thousands of them at every key press would be noticeable. */
function cachedLabel(
  owner: Node | Edge,
  t: TFunction<"editor">,
  key: string,
  values: Readonly<Record<string, string | number>>,
): string {
  const valuesKey = Object.values(values).join("\n");
  const cached = labelCache.get(owner);
  if (cached?.t === t && cached.key === key && cached.values === valuesKey) return cached.text;
  const text = t(key, values);
  labelCache.set(owner, { t, key, values: valuesKey, text });
  return text;
}
