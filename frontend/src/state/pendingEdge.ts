import { create } from "zustand";
import { candidates } from "../api/documents";
import type { Fitting } from "../document/add/paletteSearch";
import type { PendingEdge } from "../document/connect/connectEdits";
import { nodeReports, useCheck } from "./check";
import { openModel, useDocument } from "./document";

interface PendingEdgeState {
  /** The wire that is being drawn from an output. */
  fromOutput: PendingEdge | null;
  /** The port that a wire is being drawn back from. */
  fromInput: { node: string; port: string } | null;
  /** What may take it, as `node|port`; `null` until the server has said. */
  acceptingPorts: ReadonlySet<string> | null;
  fitting: Fitting | null;
  /** The server has been asked and has not said yet. */
  loading: boolean;
}

const NOTHING: PendingEdgeState = {
  fromOutput: null,
  fromInput: null,
  acceptingPorts: null,
  fitting: null,
  loading: false,
};

export const usePendingEdge = create<PendingEdgeState>(() => NOTHING);

let request: AbortController | undefined;

/** A wire has left an output: asks what may take it. Where nobody answers, everything may. */
export function startEdge(pending: PendingEdge): void {
  request?.abort();
  const mine = new AbortController();
  request = mine;
  usePendingEdge.setState({ ...NOTHING, fromOutput: pending });
  // What an output gives is not known while something before it is wrong; then nothing can be ruled out.
  const { document, modelPath } = useDocument.getState();
  const model = openModel({ modelPath });
  const report = nodeReports(useCheck.getState().report, model)?.[pending.source];
  if (report?.outputs[pending.sourceOutput] === undefined) return;
  usePendingEdge.setState({ loading: true });
  const ask = (palette: boolean) =>
    candidates(
      document,
      { source: pending.source, source_output: pending.sourceOutput, model, palette },
      mine.signal,
    );
  // The ports on the canvas are ruled out at once; what the palette has may take a second.
  ask(false)
    .then(({ ports }) => {
      if (mine.signal.aborted) return undefined;
      usePendingEdge.setState({
        acceptingPorts: new Set(ports.map((port) => `${port.node}|${port.target_input}`)),
      });
      return ask(true);
    })
    .then((found) => {
      if (mine.signal.aborted || found === undefined) return;
      const { ports: _, ...fitting } = found;
      usePendingEdge.setState({ fitting, loading: false });
    })
    .catch(() => {
      if (!mine.signal.aborted) usePendingEdge.setState({ loading: false });
    });
}

/** A wire is being drawn back from an input. */
export function startEdgeFromInput(node: string, port: string): void {
  request?.abort();
  usePendingEdge.setState({ ...NOTHING, fromInput: { node, port } });
}

export function endEdge(): void {
  request?.abort();
  usePendingEdge.setState(NOTHING);
}
