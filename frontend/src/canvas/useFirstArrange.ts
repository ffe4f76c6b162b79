import { useEffect, useRef } from "react";
import { nodesOf } from "../document/graph";
import { openModel, useDocument } from "../store/document";
import { arrange } from "./arrange";

/** A column of this many nodes can be read as it is. */
const READABLE = 20;

/**
 * Arranges a nested graph that nobody has placed yet, as an unfolded application is, when it is first shown. Once a
 * visit: whoever undoes it keeps the column.
 */
export function useFirstArrange(): void {
  const asked = useRef(false);
  const unplaced = useDocument(
    (state) =>
      openModel(state) !== null &&
      state.document.layout === undefined &&
      nodesOf(state.document).length > READABLE,
  );
  useEffect(() => {
    if (!unplaced || asked.current) return;
    asked.current = true;
    void arrange();
  }, [unplaced]);
}
