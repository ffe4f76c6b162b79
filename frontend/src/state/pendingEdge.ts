import { create } from "zustand";
import { candidates } from "../api/documents";
import type { Fitting } from "../document/add/paletteSearch";
import type { LooseWire } from "../document/connect/connectEdits";
import { openNodes, useCheck } from "./check";
import { openModel, useDocument } from "./document";

interface WireState {
  /** The wire that is being drawn from an output. */
  wire: LooseWire | null;
  /** The port that a wire is being drawn back from. */
  from: { node: string; port: string } | null;
  /** What may take it, as `node|port`; `null` until the server has said. */
  ports: ReadonlySet<string> | null;
  fitting: Fitting | null;
  /** The server has been asked and has not said yet. */
  asking: boolean;
}

const NOTHING: WireState = { wire: null, from: null, ports: null, fitting: null, asking: false };

export const useWire = create<WireState>(() => NOTHING);

let request: AbortController | undefined;

/** A wire has left an output: asks what may take it. Where nobody answers, everything may. */
export function beginWire(wire: LooseWire): void {
  request?.abort();
  const mine = new AbortController();
  request = mine;
  useWire.setState({ ...NOTHING, wire });
  // What an output gives is not known while something before it is wrong; then nothing can be ruled out.
  const { whole, way } = useDocument.getState();
  const model = openModel({ way });
  const told = openNodes(useCheck.getState().report, model)?.[wire.source];
  if (told?.outputs[wire.sourceOutput] === undefined) return;
  useWire.setState({ asking: true });
  const ask = (palette: boolean) =>
    candidates(whole, { source: wire.source, source_output: wire.sourceOutput, model, palette }, mine.signal);
  // The ports on the canvas are ruled out at once; what the palette has may take a second.
  ask(false)
    .then(({ ports }) => {
      if (mine.signal.aborted) return undefined;
      useWire.setState({ ports: new Set(ports.map((port) => `${port.node}|${port.target_input}`)) });
      return ask(true);
    })
    .then((found) => {
      if (mine.signal.aborted || found === undefined) return;
      const { ports: _, ...fitting } = found;
      useWire.setState({ fitting, asking: false });
    })
    .catch(() => {
      if (!mine.signal.aborted) useWire.setState({ asking: false });
    });
}

/** A wire is being drawn back from an input. */
export function beginWireBack(node: string, port: string): void {
  request?.abort();
  useWire.setState({ ...NOTHING, from: { node, port } });
}

export function endWire(): void {
  request?.abort();
  useWire.setState(NOTHING);
}
