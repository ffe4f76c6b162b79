import { useEffect, useState } from "react";
import { Refusal, Unreachable } from "../../api/request";
import type { Document } from "../../document/types";
import { useDocument } from "../../state/document";

const SETTLE_MS = 150;

export interface Written<T> {
  /** The newest answer; an older one stands until the next is here. */
  text: T | null;
  /** Why there is no newer one. */
  failed: string | null;
  busy: boolean;
}

/** What the server writes of the document, written anew after every change. */
export function useWritten<T>(write: (document: Document, signal: AbortSignal) => Promise<T>): Written<T> {
  const document = useDocument((state) => state.whole);
  const [written, setWritten] = useState<Written<T>>({ text: null, failed: null, busy: true });
  useEffect(() => {
    const stop = new AbortController();
    setWritten((before) => ({ ...before, busy: true }));
    const timer = setTimeout(async () => {
      try {
        const text = await write(document, stop.signal);
        if (!stop.signal.aborted) setWritten({ text, failed: null, busy: false });
      } catch (error) {
        if (stop.signal.aborted) return;
        if (!(error instanceof Refusal || error instanceof Unreachable)) throw error;
        setWritten((before) => ({ ...before, failed: error.message, busy: false }));
      }
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [document, write]);
  return written;
}
