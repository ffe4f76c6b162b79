import { useStore, ViewportPortal } from "@xyflow/react";
import { useMemo } from "react";
import { places } from "../../document/layout/positions";
import { NODE_HEIGHT, NODE_WIDTH } from "../../document/layout/size";
import { openModel, useDocument } from "../../state/document";
import { sameFound, useFinding } from "../../state/find";
import css from "./FindHighlights.module.css";

/** How far a mark stands off its node. */
const OFF = 6;

/** A frame around each node of this graph that was found; a heavier one around the one that was gone to. */
export function FindMarks() {
  const found = useFinding((state) => state.found);
  const current = useFinding((state) => state.current);
  const document = useDocument((state) => state.document);
  const open = useDocument(openModel);
  const sizes = useStore((flow) => flow.nodeLookup);
  const marks = useMemo(() => {
    const at = places(document);
    return found.flatMap((each) => {
      const place = each.model === open ? at.get(each.node) : undefined;
      return place === undefined ? [] : [{ ...place, found: each }];
    });
  }, [found, document, open]);
  return (
    <ViewportPortal>
      <svg className={css.marks} aria-hidden>
        {marks.map(({ x, y, found: each }) => {
          const { width = NODE_WIDTH, height = NODE_HEIGHT } = sizes.get(each.node)?.measured ?? {};
          return (
            <rect
              key={each.node}
              className={sameFound(each, current) ? css.current : undefined}
              x={x - OFF}
              y={y - OFF}
              width={width + 2 * OFF}
              height={height + 2 * OFF}
              rx={12}
            />
          );
        })}
      </svg>
    </ViewportPortal>
  );
}
