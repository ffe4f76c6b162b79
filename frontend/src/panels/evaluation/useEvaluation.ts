import type { Checkpoint, Evaluation } from "@schema";
import { useEffect, useState } from "react";
import { serverMessage } from "../../api/request";
import { evaluateRun, readEvaluation } from "../../api/runs";

/** What an evaluation is made with: which weights, and which data set in place of the rows that training leaves out. */
export interface EvaluationChoice {
  checkpoint: Checkpoint;
  dataset: string | null;
}

interface Answer {
  /** `null` until it is here. */
  found: Evaluation | null;
  failed: string | null;
  again: () => void;
}

/** The evaluation of a run: the one that is `kept` with it, or else one that the server computes now. */
export function useEvaluation(id: string, kept: boolean, { checkpoint, dataset }: EvaluationChoice): Answer {
  const [answer, setAnswer] = useState<Omit<Answer, "again">>({ found: null, failed: null });
  const [times, setTimes] = useState(0);
  useEffect(() => {
    let current = true;
    setAnswer({ found: null, failed: null });
    const reads = kept && times === 0 && checkpoint === "last" && dataset === null;
    const asked = reads ? readEvaluation(id) : evaluateRun(id, checkpoint, dataset);
    asked.then(
      (found) => current && setAnswer({ found, failed: null }),
      (error: unknown) => current && setAnswer({ found: null, failed: serverMessage(error) }),
    );
    return () => {
      current = false;
    };
  }, [id, kept, checkpoint, dataset, times]);
  return { ...answer, again: () => setTimes(times + 1) };
}
