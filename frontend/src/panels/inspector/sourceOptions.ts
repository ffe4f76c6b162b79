import type { Catalog, CheckReport } from "@schema";
import { outputPorts } from "../../document/catalog/ports";
import { callsOf, downstreamOf, edgesInto, findNode, nodesOf, titleOf } from "../../document/graph";
import type { Document, Node } from "../../document/types";
import type { Option } from "../../ui/Field";

interface SourceLabels {
  /** `stroke, called 2 times` */
  called: (name: string, count: number) => string;
  /** `call 1, of right` */
  call: (number: number, of: string) => string;
}

/**
 * The outputs that can be connected to a node without closing a cycle. A layer called more than once has an option for
 * each call, grouped under its name.
 */
export function sourceOptions(
  document: Document,
  node: Node,
  catalog: Catalog,
  nodes: CheckReport["nodes"] | undefined,
  labels: SourceLabels,
): Option[] {
  const options: Option[] = [];
  const seen = new Set<Node>();
  for (const source of nodesOf(document)) {
    if (seen.has(source)) continue;
    const calls = callsOf(document, source);
    for (const call of calls) seen.add(call);
    const title = titleOf(document, source);
    const number = (call: Node) => nodes?.[call.id]?.call ?? calls.indexOf(call);
    const several = calls.length > 1;
    for (const call of [...calls].sort((a, b) => number(a) - number(b))) {
      if (downstreamOf(document, node.id).has(call.id)) continue;
      const label = several ? labels.call(number(call), incomingTitles(document, call)) : title;
      const group = several ? labels.called(title, calls.length) : undefined;
      const outputs = outputPorts(document, call, catalog);
      for (const [index, output] of outputs.entries()) {
        options.push({
          value: `${call.id}|${index}`,
          label: outputs.length > 1 ? `${label}, ${output.name}` : label,
          group,
        });
      }
    }
  }
  return options;
}

/** The titles of the sources of a call. */
function incomingTitles(document: Document, call: Node): string {
  const names = edgesInto(document, call.id).map((edge) => {
    const source = findNode(document, edge.source);
    return source === undefined ? edge.source : titleOf(document, source);
  });
  return names.length === 0 ? "…" : names.join(", ");
}
