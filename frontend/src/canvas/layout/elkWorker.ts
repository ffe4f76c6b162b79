import type { ElkNode } from "elkjs/lib/elk-api.js";

/** Longer than any graph that people draw takes: 5,000 nodes take a quarter of it on a slow machine. */
const TIMEOUT_MS = 120_000;

interface ElkEngine {
  layout: (graph: ElkNode) => Promise<ElkNode>;
  /** Comes with an error when the worker cannot work. */
  failure: Promise<never>;
  stop: () => void;
}

let engine: Promise<ElkEngine> | null = null;

/** The layout engine is large and seldom used: it comes, into a worker, when it is first asked for. */
async function load(): Promise<ElkEngine> {
  const [{ default: Elk }, { default: url }] = await Promise.all([
    import("elkjs/lib/elk-api.js"),
    import("elkjs/lib/elk-worker.min.js?url"),
  ]);
  const worker = new Worker(url);
  const failure = new Promise<never>((_, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || "the worker could not be started"));
    worker.onmessageerror = () => reject(new Error("the worker's answer could not be read"));
  });
  // Nobody may be waiting when it breaks.
  failure.catch(() => undefined);
  const elk = new Elk({ workerFactory: () => worker });
  return { layout: (graph) => elk.layout(graph), failure, stop: () => worker.terminate() };
}

/** The graphs with their places. Fails, and never waits for ever, where the engine cannot be had or breaks. */
export async function layoutGraphs(graphs: readonly ElkNode[]): Promise<ElkNode[]> {
  engine ??= load();
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    const { layout, failure } = await engine;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("it took too long")), TIMEOUT_MS);
    });
    return await Promise.race([Promise.all(graphs.map(layout)), failure, timeout]);
  } catch (error) {
    discardEngine();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The next one to ask gets another worker. */
function discardEngine(): void {
  engine?.then(
    ({ stop }) => stop(),
    () => undefined,
  );
  engine = null;
}
