import { useTranslation } from "react-i18next";
import { outputPorts } from "../../document/catalog/ports";
import { callsOf, findNode, titleOf } from "../../document/graph";
import type { Edge } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { useNodeReport } from "../../state/check";
import { useDocument } from "../../state/document";

/** The source of an edge as text: with the call of a shared layer, and with the output if there are several. */
export function useSourceName(edge: Edge): string {
  const { t } = useTranslation("editor");
  const openGraph = useDocument((state) => state.openGraph);
  const catalog = useCatalog((state) => state.catalog);
  const call = useNodeReport(edge.source)?.call;
  const source = findNode(openGraph, edge.source);
  if (source === undefined) return edge.source;
  const calls = callsOf(openGraph, source);
  const title = titleOf(openGraph, source);
  const name =
    calls.length < 2 ? title : t("inspector.callOf", { name: title, number: call ?? calls.indexOf(source) });
  const outputs = catalog === null ? [] : outputPorts(openGraph, source, catalog);
  const output = outputs.length > 1 ? outputs[edge.source_output ?? 0] : undefined;
  return output === undefined ? name : `${name}, ${output.name}`;
}
