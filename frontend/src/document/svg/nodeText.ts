import type { NodeReport } from "@schema";
import type { Colour } from "../add/paletteSearch";
import type { Known } from "../catalog/ports";
import { endFace } from "../display/boundaryFace";
import { isClassBelow } from "../display/cardText";
import { besideExpression, configLine, endLine, familyOf, isFrozenCall, layersIn } from "../display/nodeFace";
import { opText } from "../display/opExpression";
import { callsOf, classOf, declaringNode, titleOf } from "../graph";
import { modelsOf } from "../nestedModels";
import type { Document, ModelNode, Node, NodeId } from "../types";

/** The words of a picture, in the language that is spoken. */
export interface Words {
  call: (number: number) => string;
  firstCall: (className: string, number: number) => string;
  sameWeights: (number: number) => string;
  model: (layers: number) => string;
  modelOfMany: string;
  run: string;
}

/** What a drawer must know of a document beside the document. */
export interface NodeTextOptions {
  catalog: Known | null;
  /** Of the nodes of the graph that is drawn; `null` where nothing was checked. */
  nodes: Readonly<Record<NodeId, NodeReport>> | null;
  /** The graph is that of a nested model: its ends have no data and no loss. */
  inside: boolean;
  words: Words;
}

/** The text on a node. */
export interface Face {
  kind: Node["kind"];
  family: Colour;
  title: string;
  beside: string;
  /** The part of it that never gives way to the title: which call it is. */
  least: string;
  line: string;
  /** The title is an operation as one would write it. */
  expression: boolean;
  further: boolean;
  /** Training leaves its weights as they are. */
  frozen: boolean;
}

export function faceOf(document: Document, node: Node, options: NodeTextOptions): Face {
  const { catalog, words } = options;
  const declaring = declaringNode(document, node);
  const calls = callsOf(document, node);
  const number = options.nodes?.[node.id]?.call ?? calls.indexOf(node);
  const further = node.kind === "shared";
  const className =
    declaring?.kind === "model"
      ? modelWords(document, declaring, calls.length, words)
      : classOf(document, node);
  const face = {
    kind: declaring?.kind ?? node.kind,
    family: familyOf(declaring, catalog),
    title: titleOf(document, node),
    further,
    frozen: isFrozenCall(declaring),
  };
  if (node.kind === "op") {
    const expression = opText(document, node, catalog);
    const beside = besideExpression(expression, face.title, className);
    return { ...face, title: expression, beside, least: "", line: "", expression: true };
  }
  const below = isClassBelow(document, node);
  const least = further || calls.length > 1 ? words.call(number) : "";
  const beside = below ? least : least === "" ? className : words.firstCall(className, number);
  const own = further ? words.sameWeights(number === 0 ? 1 : 0) : lineOf(document, node, options);
  const line = below ? [className, own].filter(Boolean).join(" · ") : own;
  return { ...face, beside, least, line, expression: false };
}

function modelWords(document: Document, node: ModelNode, calls: number, words: Words): string {
  const entry = modelsOf(document)[node.model];
  if (entry === undefined) return node.model;
  if (!entry.graph) return entry.application ?? words.run;
  return calls > 1 ? words.modelOfMany : words.model(layersIn(entry));
}

function lineOf(document: Document, node: Node, { catalog, inside }: NodeTextOptions): string {
  const outside = inside ? { line: endLine(node), rest: "" } : endFace(document, node, catalog);
  const ends = outside.line + outside.rest;
  if (ends !== "") return ends;
  const entry = node.kind === "model" ? modelsOf(document)[node.model] : undefined;
  return configLine(node, entry, catalog);
}
