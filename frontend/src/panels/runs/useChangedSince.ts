import { useEffect, useState } from "react";
import { sameJson } from "../../document/equal";
import { meaning } from "../../document/meaning";
import type { Document } from "../../document/types";
import { exportJson } from "../../net/editor";
import { Refusal, Unreachable } from "../../net/request";
import { useDocument } from "../../store/document";

const SETTLE_MS = 400;

/**
 * Whether the drawing would train otherwise than a run's snapshot; `null` while that is not known. The server writes
 * the drawing down as it wrote the snapshot, so that a default said and a default left out are the same.
 */
export function useChangedSince(snapshot: Document | undefined): boolean | null {
  const document = useDocument((state) => state.whole);
  const [changed, setChanged] = useState<boolean | null>(null);
  useEffect(() => {
    if (snapshot === undefined) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const written = await exportJson(document, stop.signal);
        if (!stop.signal.aborted) setChanged(!sameJson(trained(JSON.parse(written)), trained(snapshot)));
      } catch (error) {
        if (stop.signal.aborted) return;
        if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
        setChanged(null);
      }
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [document, snapshot]);
  return changed;
}

/** What of a document is trained: its meaning without its name. */
function trained(document: Document): unknown {
  const { name: _name, ...rest } = meaning(document);
  return rest;
}
