import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { inputSlots, namesOf } from "../../document/connect/slots";
import type { Target } from "../../document/connect/targets";
import { callsOf, classOf, findNode, titleOf } from "../../document/graph";
import type { Node, NodeId } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { useNodeReports } from "../../state/check";
import { useDocument } from "../../state/document";

/** An input as text: its node, its name, and what to know before connecting to it. */
export interface NamedTarget {
  target: Target;
  title: string;
  note: string;
}

export function useTargetNames() {
  const { t } = useTranslation("gestures");
  const openGraph = useDocument((state) => state.openGraph);
  const catalog = useCatalog((state) => state.catalog);
  const reports = useNodeReports();
  return useMemo(() => {
    const callTitle = (node: Node): string => {
      const calls = callsOf(openGraph, node);
      const values = { class: classOf(openGraph, node), name: titleOf(openGraph, node) };
      // A nested model is mostly called by its own name.
      if (calls.length < 2) return values.class === values.name ? values.name : t("connect.node", values);
      return t("connect.call", { ...values, number: reports?.[node.id]?.call ?? calls.indexOf(node) });
    };
    const nodeName = (id: NodeId): string => {
      const node = findNode(openGraph, id);
      return node === undefined ? id : callTitle(node);
    };
    const title = ({ node, slot }: Target): string => {
      const several = slot.mask || namesOf(inputSlots(openGraph, node, catalog)).size > 1;
      const { port, index } = slot;
      if (several && index !== null) {
        return t("connect.numberedPort", { node: callTitle(node), port, number: index + 1 });
      }
      if (several) return t("connect.port", { node: callTitle(node), port });
      return index === null
        ? callTitle(node)
        : t("connect.numbered", { node: callTitle(node), number: index + 1 });
    };
    const note = ({ refusal, taken, slot }: Target): string => {
      if (refusal !== null) return t(`connect.refused.${refusal}`);
      if (taken === null) return "";
      const values = { node: nodeName(taken.source) };
      return slot.index === null ? t("connect.taken", values) : t("connect.before", values);
    };
    const targetName = (target: Target) => ({ title: title(target), note: note(target) });
    return { nodeName, targetName };
  }, [openGraph, catalog, reports, t]);
}
