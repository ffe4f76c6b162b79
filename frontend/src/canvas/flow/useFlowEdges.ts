import type { EdgeChange } from "@xyflow/react";
import { useCallback, useMemo, useRef } from "react";
import type { Edge } from "../../document/types";
import { useCatalog } from "../../store/catalog";
import { useDocument } from "../../store/document";
import { useView } from "../../store/view";
import { type FlowEdge, flowEdges } from "./flowNodes";

/** The wires on the canvas; one that did not change keeps its object. */
export function useFlowEdges(label: (edge: Edge) => string) {
  const document = useDocument((state) => state.document);
  const catalog = useCatalog((state) => state.catalog);
  const selected = useView((view) => view.edge);
  const before = useRef<FlowEdge[]>([]);

  const edges = useMemo(() => {
    before.current = flowEdges(before.current, document, catalog, selected, label);
    return before.current;
  }, [document, catalog, selected, label]);

  const onEdgesChange = useCallback((changes: EdgeChange<FlowEdge>[]) => {
    for (const change of changes) {
      if (change.type !== "select") continue;
      const { edge } = useView.getState();
      if (change.selected) useView.setState({ edge: change.id });
      else if (edge === change.id) useView.setState({ edge: null });
    }
  }, []);

  return { edges, onEdgesChange };
}
