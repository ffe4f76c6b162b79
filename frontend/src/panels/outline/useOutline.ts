import { useMemo, useState } from "react";
import { type OutlineNode, outlineOf } from "../../document/display/outline";
import type { Document, ModelName } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { useCheck } from "../../state/check";
import { useDocument } from "../../state/document";

/** A visible line of the tree. */
export interface Line {
  item: OutlineNode;
  level: number;
  /** Whether it is expanded; `null` if it has no children. */
  open: boolean | null;
  /** Its position among its siblings, from 1, and their number. */
  position: number;
  siblings: number;
}

/** The visible lines of the tree of the whole document. */
export function useOutline() {
  const document = useDocument((state) => state.document);
  const report = useCheck((state) => state.report);
  const catalog = useCatalog((state) => state.catalog);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(() => {
    const nodesIn = (model: ModelName | null) => outlineOf(document, model, report, catalog);
    return linesOf(nodesIn, opened, document);
  }, [document, report, catalog, opened]);
  const open = (key: string, now: boolean) =>
    setOpened((before) => {
      const next = new Set(before);
      if (now) next.add(key);
      else next.delete(key);
      return next;
    });
  return { lines, open };
}

function linesOf(
  nodesIn: (model: ModelName | null) => OutlineNode[],
  opened: ReadonlySet<string>,
  document: Document,
): Line[] {
  const lines: Line[] = [];
  const maxDepth = Object.keys(document.models ?? {}).length + 1;
  const add = (model: ModelName | null, level: number, before: string) => {
    const nodes = nodesIn(model);
    nodes.forEach((each, order) => {
      const item = { ...each, key: `${before}/${each.node}` };
      const open = item.inside === null ? null : opened.has(item.key);
      lines.push({ item, level, open, position: order + 1, siblings: nodes.length });
      // A model that contains itself is an error; the tree still ends.
      if (open && level <= maxDepth) add(item.inside, level + 1, item.key);
    });
  };
  add(null, 1, "");
  return lines;
}
