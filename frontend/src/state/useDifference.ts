import { useEffect, useState } from "react";
import { catalogDefaults } from "../document/catalog/parameterDefaults";
import { type Difference, difference } from "../document/diff/diff";
import type { Document } from "../document/types";
import { useCatalog } from "./catalog";

const SETTLE_MS = 250;

/** How two documents differ, once neither has changed for a moment; `null` until then. Their names do not count. */
export function useDifference(before: Document | undefined, after: Document | undefined): Difference | null {
  const catalog = useCatalog((state) => state.catalog);
  const [found, setFound] = useState<Difference | null>(null);
  useEffect(() => {
    if (before === undefined || after === undefined) return setFound(null);
    const work = () => setFound(difference(before, after, catalogDefaults(catalog)));
    const timer = setTimeout(work, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [before, after, catalog]);
  return found;
}
