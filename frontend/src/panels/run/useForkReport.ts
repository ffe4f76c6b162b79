import type { ForkPoint, ForkReport } from "@schema";
import { useEffect, useState } from "react";
import { serverMessage } from "../../api/request";
import { previewFork } from "../../api/runs";
import { useDocument } from "../../state/document";

interface Answer {
  report: ForkReport | null;
  /** Why there is none. */
  failed: string | null;
}

const NONE: Answer = { report: null, failed: null };

/** What a new run of the current document takes from a run; asked again when the document changes. */
export function useForkReport(run: string, checkpoint: ForkPoint): Answer {
  const document = useDocument((state) => state.document);
  const [answer, setAnswer] = useState(NONE);
  useEffect(() => {
    let current = true;
    previewFork(run, checkpoint, document)
      .then((report) => current && setAnswer({ report, failed: null }))
      .catch((error: unknown) => current && setAnswer({ report: null, failed: serverMessage(error) }));
    return () => {
      current = false;
    };
  }, [run, checkpoint, document]);
  return answer;
}
