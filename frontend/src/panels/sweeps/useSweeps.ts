import type { SweepDetail, SweepRecord } from "@schema";
import { useEffect, useState } from "react";
import { Refusal, serverMessage } from "../../api/request";
import { listSweeps, readSweep } from "../../api/sweeps";
import { useProject } from "../../state/project";

const LIST_MS = 3000;
const RUNNING_MS = 700;

export function isEnded({ state }: Pick<SweepRecord, "state">): boolean {
  return state !== "running" && state !== "stopping";
}

/** The sweeps of the open project, newest first, read again from time to time; `null` until they are here. */
export function useSweeps(turn: unknown): readonly SweepRecord[] | null {
  const project = useProject((state) => state.id);
  const [sweeps, setSweeps] = useState<readonly SweepRecord[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another turn the list is another.
  useEffect(() => {
    if (project === null) return;
    return repeat(LIST_MS, async () => setSweeps((await listSweeps(project)).sweeps));
  }, [project, turn]);
  return sweeps;
}

/** A sweep with its trials, read again while it goes on; `null` until it is here. */
export function useSweep(id: string | null, turn: unknown): SweepDetail | null {
  const [detail, setDetail] = useState<SweepDetail | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another turn the sweep is read again.
  useEffect(() => {
    if (id === null) return;
    return repeat(RUNNING_MS, async () => {
      const read = await readSweep(id);
      setDetail(read);
      return isEnded(read);
    });
  }, [id, turn]);
  return detail?.id === id ? detail : null;
}

/** Repeats a reading until it says that it is done, or is stopped by what this returns. */
function repeat(every: number, read: () => Promise<unknown>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const once = async () => {
    let done = false;
    try {
      done = document.visibilityState === "visible" && (await read()) === true;
    } catch (error) {
      serverMessage(error);
      done = error instanceof Refusal && error.status === 404;
    }
    if (!stopped && !done) timer = setTimeout(() => void once(), every);
  };
  void once();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
