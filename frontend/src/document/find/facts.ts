import type { CheckReport, Parameter, Problem } from "@schema";
import type { Colour } from "../add/paletteSearch";
import { layerEntry } from "../catalog/layerEntry";
import type { Known } from "../catalog/ports";
import { familyOf } from "../display/nodeFace";
import { callsOf, classOf, type DeclaringNode, declaringNode, nodesOf, titleOf } from "../graph";
import { modelsOf } from "../nestedModels";
import { graphsOf } from "../nesting/modelEntries";
import type { Document, Json, ModelName, Node, NodeId } from "../types";
import { valueText } from "../values/settings";
import { plainText } from "./plainText";

/** One thing that holds of a node: `units` is 64. */
export interface Fact {
  key: string;
  value: Json;
  /** The value as it is searched. */
  text: string;
  /** A default: it is found by its key, and not by words. */
  quiet: boolean;
}

/** All that holds of one node. */
export interface Sheet {
  model: ModelName | null;
  node: NodeId;
  title: string;
  class: string;
  /** Of a layer that is called more than once: which call it is. */
  call: number | null;
  facts: readonly Fact[];
  /** With the batch. */
  shapes: readonly (readonly (number | null)[])[];
}

/** What is known beside the document. */
export interface Knowledge {
  catalog: Known | null;
  report: CheckReport | null;
  /** The texts of a problem, in the language of the page. */
  problemTexts: (problem: Problem) => readonly string[];
  /** What the page calls a family. */
  family: (family: Colour) => string;
}

/** All that holds of every node, in nested models too. */
export function sheetsOf(document: Document, known: Knowledge): Sheet[] {
  const problems = new Map<string, Problem[]>();
  for (const problem of known.report?.problems ?? []) {
    const key = placeKey(problem.where.model ?? null, problem.where.node ?? problem.where.edge?.target ?? "");
    problems.set(key, [...(problems.get(key) ?? []), problem]);
  }
  return graphsOf(document).flatMap(({ model, graph }) => {
    const reports = model === null ? known.report?.nodes : known.report?.models[model]?.nodes;
    return nodesOf(graph).map((node): Sheet => {
      const nodeReport = reports?.[node.id];
      const calls = callsOf(graph, node);
      const outputs = nodeReport?.outputs ?? [];
      const own = node.kind === "input" ? [[null, ...node.shape]] : [];
      return {
        model,
        node: node.id,
        title: titleOf(graph, node),
        class: className(graph, node),
        call: calls.length > 1 ? (nodeReport?.call ?? calls.indexOf(node)) : null,
        facts: [
          ...ownFacts(graph, node, model === null, known),
          ...(nodeReport === undefined ? [] : [fact("params", nodeReport.params)]),
          ...outputs.map(({ dtype }) => fact("dtype", dtype)),
          ...(problems.get(placeKey(model, node.id)) ?? []).flatMap((problem) =>
            [problem.code, ...known.problemTexts(problem)].map((text) => fact("problem", text)),
          ),
        ],
        shapes: outputs.length > 0 ? outputs.map(({ shape }) => shape) : own,
      };
    });
  });
}

function placeKey(model: ModelName | null, node: NodeId): string {
  return `${model ?? ""}\n${node}`;
}

function ownFacts(graph: Document, node: Node, top: boolean, known: Knowledge): Fact[] {
  const declaring = declaringNode(graph, node);
  if (declaring === undefined) return [];
  const family = familyOf(declaring, known.catalog);
  return [
    fact("name", declaring.name),
    ...(declaring.label ? [fact("label", declaring.label)] : []),
    fact("class", className(graph, node)),
    fact("family", family),
    fact("family", known.family(family)),
    fact("shared", callsOf(graph, node).length > 1),
    ...("trainable" in declaring || declaring.kind === "layer" || declaring.kind === "model"
      ? [fact("trainable", declaring.trainable !== false)]
      : []),
    ...(declaring.kind === "input" ? [fact("dtype", declaring.dtype ?? "float32")] : []),
    ...settingFacts(declaring, known.catalog),
    ...flattened((("call_with" in node ? node.call_with : undefined) ?? {}) as Record<string, Json>),
    ...(top ? outsideFacts(graph, declaring) : []),
  ];
}

function className(graph: Document, node: Node): string {
  const name = classOf(graph, node);
  const declaring = declaringNode(graph, node);
  const entry = declaring?.kind === "model" ? modelsOf(graph)[declaring.model] : undefined;
  return [name, entry?.label, entry?.application].filter(Boolean).join(" ");
}

function settingFacts(declaring: DeclaringNode, catalog: Known | null): Fact[] {
  if (declaring.kind !== "layer" && declaring.kind !== "op") return [];
  const config = (declaring.config ?? {}) as Record<string, Json>;
  const parameters = (catalog && parametersOf(declaring, catalog)) ?? [];
  const defaults = parameters
    .filter(({ name, required }) => !required && !Object.hasOwn(config, name))
    .map((parameter) => ({ ...fact(parameter.name, parameter.default as Json), quiet: true }));
  return [...flattened(config), ...defaults];
}

function parametersOf(declaring: DeclaringNode, catalog: Known): readonly Parameter[] | undefined {
  if (declaring.kind === "layer") return layerEntry(catalog, declaring.layer)?.parameters;
  return declaring.kind === "op" ? catalog.ops[declaring.op]?.parameters : undefined;
}

/** Settings of what is inside a setting, as the layer in a Bidirectional, count as settings of the node. */
function flattened(config: Readonly<Record<string, Json>>): Fact[] {
  return Object.entries(config).flatMap(([key, value]) => {
    const inside = typeof value === "object" && value !== null && !Array.isArray(value) ? value.config : null;
    const more =
      typeof inside === "object" && inside !== null && !Array.isArray(inside) ? flattened(inside) : [];
    return [fact(key, value), ...more];
  });
}

/** What is outside the graph: the data of an input, the loss of an output. */
function outsideFacts(document: Document, node: DeclaringNode): Fact[] {
  if (node.kind === "input") {
    const field = document.data?.inputs?.[node.name];
    return field === undefined ? [] : [fact("data", field)];
  }
  const training = node.kind === "output" ? document.training?.outputs?.[node.name] : undefined;
  const { loss, metrics = [] } = training ?? {};
  const named = (thing: unknown) => (typeof thing === "string" ? thing : valueText(thing as Json));
  return [
    ...(loss ? [fact("loss", named(loss))] : []),
    ...metrics.map((metric) => fact("metric", named(metric))),
  ];
}

function fact(key: string, value: Json): Fact {
  return { key, value, text: plainText(valueText(value)), quiet: false };
}
