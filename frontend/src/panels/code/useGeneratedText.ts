import { useEffect, useState } from "react";
import { isServerError } from "../../api/request";
import type { Document } from "../../document/types";
import { useDocument } from "../../state/document";

const DEBOUNCE_MS = 150;

export interface GeneratedText<T> {
  /** The newest text; an older one stays until the next has arrived. */
  text: T | null;
  /** Why there is no newer text. */
  failed: string | null;
  busy: boolean;
}

/** A text that the server generates from the document, again after every change. */
export function useGeneratedText<T>(
  write: (document: Document, signal: AbortSignal) => Promise<T>,
): GeneratedText<T> {
  const document = useDocument((state) => state.document);
  const [generated, setGenerated] = useState<GeneratedText<T>>({ text: null, failed: null, busy: true });
  useEffect(() => {
    const abort = new AbortController();
    setGenerated((before) => ({ ...before, busy: true }));
    const timer = setTimeout(async () => {
      try {
        const text = await write(document, abort.signal);
        if (!abort.signal.aborted) setGenerated({ text, failed: null, busy: false });
      } catch (error) {
        if (abort.signal.aborted) return;
        if (!isServerError(error)) throw error;
        setGenerated((before) => ({ ...before, failed: error.message, busy: false }));
      }
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [document, write]);
  return generated;
}
