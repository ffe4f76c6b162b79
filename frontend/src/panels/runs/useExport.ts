import type { ExportedModel, ExportProgress, ModelFormat } from "@schema";
import { useEffect, useMemo, useState } from "react";
import { isServerError } from "../../api/request";
import { exportRun, readExportProgress, stopExports } from "../../api/runs";

const POLL_MS = 700;
type Phase = NonNullable<ExportProgress["phase"]>;

interface Export {
  /** The format that was asked for last; `null` where none was, or it was stopped. */
  format: ModelFormat | null;
  /** The file, or why there is none; `null` while it is written. */
  made: { found: ExportedModel } | { failed: string } | null;
  phase: Phase;
}

const NONE: Export = { format: null, made: null, phase: "waiting" };

/** One export of a run at a time: its phase while it is written, then its file, unless it is stopped before. */
export function useExport(id: string) {
  const [shown, setShown] = useState<Export>(NONE);
  const actions = useMemo(() => {
    let asked = new AbortController();
    return {
      write: async (format: ModelFormat) => {
        asked = new AbortController();
        const { signal } = asked;
        setShown({ ...NONE, format });
        try {
          const found = await exportRun(id, format, signal);
          setShown({ ...NONE, format, made: { found } });
        } catch (error) {
          if (signal.aborted) return;
          if (!isServerError(error)) throw error;
          setShown({ ...NONE, format, made: { failed: error.message } });
        }
      },
      stop: () => {
        asked.abort();
        setShown(NONE);
        void stopExports(id);
      },
    };
  }, [id]);
  const working = shown.format !== null && shown.made === null;
  useEffect(() => {
    if (!working) return;
    const timer = setInterval(async () => {
      // A server that does not answer this does not answer the export either, which says so.
      const phase = await readExportProgress(id).then(
        (progress) => progress.phase,
        () => null,
      );
      if (phase !== null) setShown((now) => (now.made === null ? { ...now, phase } : now));
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [id, working]);
  return { ...shown, ...actions };
}
