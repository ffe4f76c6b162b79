import type { EdgeChange } from "@xyflow/react";
import { useCallback, useLayoutEffect, useMemo, useRef } from "react";
import { edgeTexts } from "../../document/connect/edgeText";
import { Labels } from "../../document/routing/labels";
import { type Routing, routing } from "../../document/routing/routeEdges";
import type { Edge } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { useNodeReports } from "../../state/check";
import { useDirection } from "../../state/direction";
import { useDocument } from "../../state/document";
import { useView } from "../../state/view";
import { type FlowEdge, flowEdges } from "../nodes/flowNodes";
import { setEdgeLabels } from "./edgeLabels";

/** The edges of the canvas; an edge that did not change keeps its object. */
export function useFlowEdges(label: (edge: Edge) => string) {
  const openGraph = useDocument((state) => state.openGraph);
  const catalog = useCatalog((state) => state.catalog);
  const selected = useView((view) => view.edge);
  const direction = useDirection();
  const routed = useMemo(() => routing(openGraph, catalog, direction), [openGraph, catalog, direction]);
  useShapeLabels(routed);
  const previous = useRef<FlowEdge[]>([]);

  const edges = useMemo(() => {
    previous.current = flowEdges(previous.current, openGraph, catalog, selected, label, routed);
    return previous.current;
  }, [openGraph, catalog, selected, label, routed]);

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

/** Places the shape labels beside the edges; they stay while neither edges nor shapes change. */
function useShapeLabels(routed: Routing): void {
  const openGraph = useDocument((state) => state.openGraph);
  const nodes = useNodeReports();
  const direction = useDirection();
  const previous = useRef<ReadonlyMap<string, string>>(new Map());
  const texts = useMemo(() => {
    const next = edgeTexts(openGraph, nodes);
    const same =
      next.size === previous.current.size &&
      [...next].every(([key, text]) => previous.current.get(key) === text);
    if (!same) previous.current = next;
    return previous.current;
  }, [openGraph, nodes]);
  const { notes } = openGraph;
  // Only edges and notes of the document are used: other changes move no label.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useLayoutEffect(
    () => setEdgeLabels(new Labels(openGraph, routed, texts, direction)),
    [routed, texts, direction, notes],
  );
}
