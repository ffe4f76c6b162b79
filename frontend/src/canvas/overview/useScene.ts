import { useMemo } from "react";
import { useCatalog } from "../../state/catalog";
import { useCheck } from "../../state/check";
import { useDirection } from "../../state/direction";
import { openModel, useDocument } from "../../state/document";
import { type Scene, sceneOf } from "./scene";

/** What is drawn of the open graph from far away. */
export function useScene(): Scene {
  const openGraph = useDocument((state) => state.openGraph);
  const catalog = useCatalog((state) => state.catalog);
  const report = useCheck((state) => state.report);
  const open = useDocument(openModel);
  const flow = useDirection();
  return useMemo(
    () => sceneOf(openGraph, catalog, report, open, flow),
    [openGraph, catalog, report, open, flow],
  );
}
