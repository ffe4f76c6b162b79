import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { callsOf, classOf, findNode, titleOf } from "../document/graph";
import type { Document, Edge, Node, NodeId } from "../document/types";
import { shapeText } from "../document/values/shape";
import { useOpenNodes } from "../state/check";

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
        if (calls.length < 2) return said(node, t, "node.label", values);
        const number = reports?.[id]?.call ?? calls.indexOf(node);
        return said(node, t, "node.labelOfCall", { ...values, number });
      },
      wire: (edge) => {
        const values = { from: title(edge.source), to: title(edge.target) };
        const spec = reports?.[edge.source]?.outputs[edge.source_output ?? 0];
        return spec === undefined
          ? said(edge, t, "wire.label", values)
          : said(edge, t, "wire.labelWithShape", { ...values, shape: shapeText(spec) });
      },
    };
  }, [document, reports, t]);
}

interface Said {
  t: TFunction<"editor">;
  key: string;
  values: string;
  text: string;
}

const texts = new WeakMap<Node | Edge, Said>();

/** Each sentence is made once: thousands, made anew at every key that is pressed, would be felt. */
function said(
  of: Node | Edge,
  t: TFunction<"editor">,
  key: string,
  values: Readonly<Record<string, string | number>>,
): string {
  const told = Object.values(values).join("\n");
  const before = texts.get(of);
  if (before?.t === t && before.key === key && before.values === told) return before.text;
  const text = t(key, values);
  texts.set(of, { t, key, values: told, text });
  return text;
}
