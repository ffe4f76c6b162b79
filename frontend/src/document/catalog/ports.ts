import type { Catalog, OpEntry, OutputPort, Port } from "@schema";
import { declaringNode, edgesInto } from "../graph";
import { modelsOf } from "../nestedModels";
import type { Document, Edge, LayerNode, ModelNode, Node } from "../types";
import { layerEntry } from "./layerEntry";
import { stateNames, wrapperOutputs } from "./wrapperStates";

/** The catalogue, and the ports of trained runs as the checks have reported them: a run never changes. */
export type Known = Catalog & {
  readonly runs?: Readonly<Record<string, { inputs: readonly Port[]; outputs: readonly OutputPort[] }>>;
};

const INTO_OUTPUT: readonly Port[] = [port("input")];
const UNKNOWN: readonly Port[] = [port("inputs")];
const INITIAL_STATE = "initial_state";
const ONE_OUTPUT: readonly OutputPort[] = [output("output")];

function port(name: string): Port {
  return { name, list: false, optional: false, minimum: 1, maximum: null, mask: false, argument: null };
}

function output(name: string): OutputPort {
  return { name, when: null, by_call: false };
}

/** The inputs of a call. What nobody knows takes one tensor. */
export function inputPorts(document: Document, node: Node, catalog: Known): readonly Port[] {
  const declaring = declaringNode(document, node);
  switch (declaring?.kind) {
    case "input":
      return [];
    case "output":
      return INTO_OUTPUT;
    case "layer":
      return layerInputs(document, declaring, catalog);
    case "op": {
      const inputs = catalog.ops[declaring.op]?.inputs ?? [];
      const config = declaring.config ?? {};
      // A constant replaces the tensor of a port: the port may then stay empty.
      return some(
        inputs.map((each) => (Object.hasOwn(config, each.name) ? { ...each, optional: true } : each)),
        UNKNOWN,
      );
    }
    case "model":
      return some(modelInputs(document, declaring, catalog), UNKNOWN);
    default:
      return UNKNOWN;
  }
}

/** The numbered outputs of a call; some exist only when an argument, of the layer or of the call, is true. */
export function outputPorts(document: Document, node: Node, catalog: Known): readonly OutputPort[] {
  const declaring = declaringNode(document, node);
  switch (declaring?.kind) {
    case "output":
      return [];
    case "layer": {
      const wrapped = wrapperOutputs(document, declaring, catalog);
      if (wrapped !== null) return wrapped.map(output);
      const pinned = node.kind === "layer" || node.kind === "shared" ? (node.call_with ?? {}) : {};
      const present = layerEntry(catalog, declaring.layer)?.outputs.filter(
        ({ when, by_call }) => when === null || (by_call ? pinned : (declaring.config ?? {}))[when] === true,
      );
      return some(present, ONE_OUTPUT);
    }
    case "op": {
      const entry = catalog.ops[declaring.op];
      return entry === undefined ? ONE_OUTPUT : opOutputs(entry, declaring.config ?? {});
    }
    case "model":
      return some(modelOutputs(document, declaring, catalog), ONE_OUTPUT);
    default:
      return ONE_OUTPUT;
  }
}

/** How many states a layer begins with depends on what is inside it. */
function layerInputs(document: Document, node: LayerNode, catalog: Known): readonly Port[] {
  const ports = some(layerEntry(catalog, node.layer)?.inputs, UNKNOWN);
  if (ports.every(({ name }) => name !== INITIAL_STATE)) return ports;
  const count = stateNames(document, { layer: node.layer, config: node.config ?? {} }, catalog).length;
  return ports.map((each) =>
    count > 0 && each.name === INITIAL_STATE ? { ...each, minimum: count, maximum: count } : each,
  );
}

function some<T>(found: readonly T[] | undefined, otherwise: readonly T[]): readonly T[] {
  return found?.length ? found : otherwise;
}

function modelInputs(document: Document, node: ModelNode, catalog: Known): readonly Port[] | undefined {
  const entry = modelsOf(document)[node.model];
  if (!entry?.graph) return catalog.runs?.[entry?.run ?? ""]?.inputs;
  return (entry.graph.nodes ?? []).flatMap((each) => (each.kind === "input" ? [port(each.name)] : []));
}

function modelOutputs(
  document: Document,
  node: ModelNode,
  catalog: Known,
): readonly OutputPort[] | undefined {
  const entry = modelsOf(document)[node.model];
  if (!entry?.graph) return catalog.runs?.[entry?.run ?? ""]?.outputs;
  return (entry.graph.nodes ?? []).flatMap((each) => (each.kind === "output" ? [output(each.name)] : []));
}

/** Where an argument counts the outputs (`split`), an unfinished or wrong one leaves a single output. */
function opOutputs(entry: OpEntry, config: Readonly<Record<string, unknown>>): readonly OutputPort[] {
  if (entry.counted_by === null) return some(entry.outputs, ONE_OUTPUT);
  const value = config[entry.counted_by];
  const most = entry.parameters.find((each) => each.name === entry.counted_by)?.maximum ?? null;
  const count = Array.isArray(value) ? value.length + 1 : value;
  if (typeof count !== "number" || !Number.isInteger(count) || count < 2) return ONE_OUTPUT;
  if (most !== null && count > most) return ONE_OUTPUT;
  return Array.from({ length: count }, (_, index) => output(`output_${index}`));
}

/** The wires into one port of a node, a list's in their order. `first` is the port that an unnamed wire means. */
export function edgesIntoPort(document: Document, node: Node, port: Port, first: Port | undefined): Edge[] {
  const edges = edgesInto(document, node.id).filter(
    (edge) => (edge.target_input ?? first?.name) === port.name,
  );
  return edges.sort((a, b) => (a.order ?? Number.MAX_SAFE_INTEGER) - (b.order ?? Number.MAX_SAFE_INTEGER));
}
