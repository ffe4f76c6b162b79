import { useStore, ViewportPortal } from "@xyflow/react";
import { useMemo } from "react";
import { NODE_HEIGHT, NODE_WIDTH, positionsOf } from "../../document/layout/positions";
import { openModel, useDocument } from "../../state/document";
import { isSameNode, useFind } from "../../state/find";
import css from "./FindHighlights.module.css";

/** The distance of a highlight from its node, in canvas units. */
const MARGIN = 6;

/** Frames around the found nodes of this graph, with a thicker one around the current result. */
export function FindHighlights() {
  const found = useFind((state) => state.matches);
  const current = useFind((state) => state.current);
  const openGraph = useDocument((state) => state.openGraph);
  const open = useDocument(openModel);
  const sizes = useStore((flow) => flow.nodeLookup);
  const frames = useMemo(() => {
    const positions = positionsOf(openGraph);
    return found.flatMap((each) => {
      const position = each.model === open ? positions.get(each.node) : undefined;
      return position === undefined ? [] : [{ ...position, found: each }];
    });
  }, [found, openGraph, open]);
  return (
    <ViewportPortal>
      <svg className={css.highlights} aria-hidden>
        {frames.map(({ x, y, found: each }) => {
          const { width = NODE_WIDTH, height = NODE_HEIGHT } = sizes.get(each.node)?.measured ?? {};
          return (
            <rect
              key={each.node}
              className={isSameNode(each, current) ? css.current : undefined}
              x={x - MARGIN}
              y={y - MARGIN}
              width={width + 2 * MARGIN}
              height={height + 2 * MARGIN}
              rx={12}
            />
          );
        })}
      </svg>
    </ViewportPortal>
  );
}
