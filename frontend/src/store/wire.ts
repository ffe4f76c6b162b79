import type { LayerCandidate } from "@schema";
import { create } from "zustand";
import type { LooseWire } from "../document/wiring";
import { candidates } from "../net/editor";
import { useCheck } from "./check";
import { useDocument } from "./document";

interface WireState {
  /** The wire that is being drawn from an output. */
  wire: LooseWire | null;
  /** The port that a wire is being drawn back from. */
  from: { node: string; port: string } | null;
  /** What may take it, as `node|port`; `null` until the server has said. */
  ports: ReadonlySet<string> | null;
  layers: readonly LayerCandidate[] | null;
}

const NOTHING: WireState = { wire: null, from: null, ports: null, layers: null };

export const useWire = create<WireState>(() => NOTHING);

let request: AbortController | undefined;

/** A wire has left an output: asks what may take it. Where nobody answers, everything may. */
export function beginWire(wire: LooseWire): void {
  request?.abort();
  const mine = new AbortController();
  request = mine;
  useWire.setState({ ...NOTHING, wire });
  // What an output gives is not known while something before it is wrong; then nothing can be ruled out.
  if (useCheck.getState().report?.nodes[wire.source]?.outputs[wire.sourceOutput] === undefined) return;
  candidates(useDocument.getState().document, wire.source, wire.sourceOutput, mine.signal).then(
    ({ ports, layers }) => {
      if (mine.signal.aborted) return;
      useWire.setState({ ports: new Set(ports.map((port) => `${port.node}|${port.target_input}`)), layers });
    },
    () => undefined,
  );
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
