import { useEffect } from "react";
import { registerHandlers } from "../../commands/handlers";
import { outputPorts } from "../../document/catalog/ports";
import { findNode } from "../../document/graph";
import type { NodeId } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { useDocument } from "../../state/document";
import { useView } from "../../state/view";

/** Registers the command that connects the selected node by a list; `open` shows the list. */
export function useConnectCommand(open: (source: NodeId) => void): void {
  useEffect(() => {
    const source = (): NodeId | null => {
      const [only, ...more] = useView.getState().nodes;
      const { openGraph } = useDocument.getState();
      const { catalog } = useCatalog.getState();
      const node = only === undefined || more.length > 0 ? undefined : findNode(openGraph, only);
      if (node === undefined || catalog === null) return null;
      return outputPorts(openGraph, node, catalog).length > 0 ? node.id : null;
    };
    const run = () => {
      const from = source();
      if (from !== null) open(from);
      return from !== null;
    };
    return registerHandlers({ "graph.connect": { run, can: () => source() !== null } });
  }, [open]);
}
