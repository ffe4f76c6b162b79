import type { ElkNode } from "elkjs/lib/elk-api.js";
import { i18n } from "../../i18n/index";

/** Longer than any graph that people draw takes: 5,000 nodes take a quarter of this on a slow machine. */
const TIMEOUT_MS = 120_000;

interface ElkEngine {
  layout: (graph: ElkNode) => Promise<ElkNode>;
  /** Rejects when the worker fails. */
  failure: Promise<never>;
  stop: () => void;
}

let engine: Promise<ElkEngine> | null = null;

/** Starts ELK in a worker. It is large and seldom used, so it is loaded on first use. */
async function load(): Promise<ElkEngine> {
  const [{ default: Elk }, { default: url }] = await Promise.all([
    import("elkjs/lib/elk-api.js"),
    import("elkjs/lib/elk-worker.min.js?url"),
  ]);
  const worker = new Worker(url);
  const failure = new Promise<never>((_, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || i18n.t("arrange:noWorker")));
    worker.onmessageerror = () => reject(new Error(i18n.t("arrange:unreadable")));
  });
  // Nothing may be waiting on it when it fails.
  failure.catch(() => undefined);
  const elk = new Elk({ workerFactory: () => worker });
  return { layout: (graph) => elk.layout(graph), failure, stop: () => worker.terminate() };
}

/** Lays out graphs with ELK. Rejects if the worker cannot be loaded, fails, or takes longer than `TIMEOUT_MS`. */
export async function layoutGraphs(graphs: readonly ElkNode[]): Promise<ElkNode[]> {
  engine ??= load();
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const { layout, failure } = await engine;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(i18n.t("arrange:tooLong"))), TIMEOUT_MS);
    });
    return await Promise.race([Promise.all(graphs.map(layout)), failure, timeout]);
  } catch (error) {
    discardEngine();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Stops the worker; the next call starts another. */
function discardEngine(): void {
  engine?.then(
    ({ stop }) => stop(),
    () => undefined,
  );
  engine = null;
}
