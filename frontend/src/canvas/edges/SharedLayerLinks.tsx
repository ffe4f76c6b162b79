import { useStore, ViewportPortal } from "@xyflow/react";
import { useShallow } from "zustand/react/shallow";
import { familyOf } from "../../document/display/nodeFace";
import { callsOf, declaringNode, findNode } from "../../document/graph";
import { useCatalog } from "../../state/catalog";
import { useDocument } from "../../state/document";
import { useView } from "../../state/view";
import css from "./SharedLayerLinks.module.css";

/** A dotted line through all calls of the shared layer that is hovered or selected. */
export function SharedLayerLinks() {
  const focus = useView((view) => view.hovered ?? view.nodes[0] ?? null);
  const ids = useDocument(
    useShallow(({ openGraph }) => {
      const node = focus === null ? undefined : findNode(openGraph, focus);
      const calls = node === undefined ? [] : callsOf(openGraph, node);
      return calls.length < 2 ? [] : calls.map((call) => call.id);
    }),
  );
  const points = useStore((flow) =>
    ids
      .map((id) => {
        const node = flow.nodeLookup.get(id);
        if (node === undefined) return "";
        const { x, y } = node.internals.positionAbsolute;
        return `${x + (node.measured.width ?? 0) / 2},${y + (node.measured.height ?? 0) / 2}`;
      })
      .filter(Boolean)
      .join(" "),
  );
  const catalog = useCatalog((state) => state.catalog);
  const family = useDocument(({ openGraph }) => {
    const node = focus === null ? undefined : findNode(openGraph, focus);
    return familyOf(node && declaringNode(openGraph, node), catalog);
  });
  if (ids.length < 2) return null;
  return (
    <ViewportPortal>
      <svg className={css.links} aria-hidden>
        <polyline points={points} style={{ stroke: `var(--${family})` }} />
      </svg>
    </ViewportPortal>
  );
}
