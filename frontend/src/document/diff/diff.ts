import { sameJson } from "../equal";
import { modelAsDocument, modelsOf } from "../nestedModels";
import { semanticsOf } from "../presentation";
import { TRAINING_DEFAULTS } from "../training";
import type { Document, Json, ModelName, NestedModel, NodeId } from "../types";
import {
  type ChangeKind,
  type EdgeChange,
  type GraphChanges,
  graphChanges,
  type NodeChange,
  type ParameterDefault,
} from "./diffNodes";
import { type SettingChange, settingChanges, settingsOf } from "./diffSettings";

/** A nested model on one side alone, or on both as another application, another run or under another name. */
export interface EntryChange {
  kind: ChangeKind;
  model: ModelName;
  settings: readonly SettingChange[];
}

/** How one document differs from another in what is trained. Positions and notes are not in it. */
export interface Difference {
  nodes: readonly NodeChange[];
  edges: readonly EdgeChange[];
  entries: readonly EntryChange[];
  /** The graphs whose nodes come in another order: `null` is the document's own. */
  reordered: readonly (ModelName | null)[];
  /** Of training, data and the weights that the model starts from. */
  settings: readonly SettingChange[];
}

const NOTHING: ParameterDefault = () => undefined;

export function difference(
  before: Document,
  after: Document,
  parameterDefault: ParameterDefault = NOTHING,
): Difference {
  const [left, right] = [semanticsOf(before), semanticsOf(after)];
  const names = entryPairs(modelsOf(left), modelsOf(right));
  const graphs: [ModelName | null, GraphChanges][] = [
    [null, graphChanges(left, right, null, names, parameterDefault)],
  ];
  for (const [was, now] of names) {
    const [a, b] = [modelAsDocument(left, was), modelAsDocument(right, now)];
    if (a !== null && b !== null) graphs.push([now, graphChanges(a, b, now, names, parameterDefault)]);
  }
  return {
    nodes: graphs.flatMap(([, { nodes }]) => nodes),
    edges: graphs.flatMap(([, { edges }]) => edges),
    entries: entryChanges(modelsOf(left), modelsOf(right), names),
    reordered: graphs.flatMap(([model, { reordered }]) => (reordered ? [model] : [])),
    settings: settingChanges(
      settingsBesideGraph(left),
      settingsBesideGraph(right),
      trainingDefault,
      sameSetting,
    ),
  };
}

export function isSame({ nodes, edges, entries, reordered, settings }: Difference): boolean {
  return [nodes, edges, entries, reordered, settings].every((part) => part.length === 0);
}

/** Training, data, and the files whose weights the model starts from: their ids distinguish files of one name. */
function settingsBesideGraph({ training, data, weights = [] }: Document): Record<string, unknown> {
  const files = weights.map(({ file, name }) => (name ? `${name} (${file.slice(0, 8)})` : file));
  return { training, data, ...(files.length > 0 ? { weights: files.join(", ") } : {}) };
}

/** A setting of training or data, with its value in each of several documents. */
export interface SettingRow {
  path: readonly string[];
  values: readonly (Json | undefined)[];
}

/** The settings of training and data that are not the same in all documents. */
export function settingRows(documents: readonly Document[]): SettingRow[] {
  const sides = documents.map((document) => settingsOf(settingsBesideGraph(document)));
  const paths = new Map(sides.flatMap((side) => [...side].map(([key, { path }]) => [key, path] as const)));
  return [...paths].flatMap(([key, path]) => {
    const values = sides.map((side) => (side.get(key)?.value ?? trainingDefault(path)) as Json | undefined);
    const differ = values.some((value) => !sameSetting(value ?? null, values[0] ?? null));
    return differ ? [{ path, values }] : [];
  });
}

/** The changes of the nodes of one graph, by their ids. */
export function marksOf({ nodes }: Difference, model: ModelName | null): ReadonlyMap<NodeId, ChangeKind> {
  return new Map(nodes.filter((node) => node.model === model).map(({ id, kind }) => [id, kind]));
}

type Entries = Readonly<Record<ModelName, NestedModel>>;

/** Which entry is which: by its name, then by what it holds. */
function entryPairs(before: Entries, after: Entries): Map<ModelName, ModelName> {
  const pairs = new Map(
    Object.keys(before).flatMap((name) => (name in after ? [[name, name] as const] : [])),
  );
  const free = Object.keys(after).filter((name) => !(name in before));
  for (const [name, entry] of Object.entries(before)) {
    if (pairs.has(name)) continue;
    const index = free.findIndex((other) => sameJson(entry, after[other]));
    const [found] = index < 0 ? [] : free.splice(index, 1);
    if (found !== undefined) pairs.set(name, found);
  }
  return pairs;
}

function entryChanges(
  before: Entries,
  after: Entries,
  pairs: ReadonlyMap<ModelName, ModelName>,
): EntryChange[] {
  const kept = new Set(pairs.values());
  const added = Object.keys(after).filter((name) => !kept.has(name));
  const removed = Object.keys(before).filter((name) => !pairs.has(name));
  const changed = [...pairs].flatMap(([was, now]): EntryChange[] => {
    const settings = settingChanges(
      { name: was, ...bare(before[was]) },
      { name: now, ...bare(after[now]) },
      () => undefined,
    );
    return settings.length === 0 ? [] : [{ kind: "changed", model: now, settings }];
  });
  return [
    ...changed,
    ...added.map((model): EntryChange => ({ kind: "added", model, settings: [] })),
    ...removed.map((model): EntryChange => ({ kind: "removed", model, settings: [] })),
  ];
}

/** An entry without its graph, which is compared node by node; that it has one is a setting. */
function bare({ graph, ...rest }: NestedModel = {}): Record<string, unknown> {
  return { ...rest, ...(graph ? { drawn: true } : {}) };
}

const DEFAULTS: Readonly<Record<string, unknown>> = TRAINING_DEFAULTS;

function trainingDefault([section, name, ...inside]: readonly string[]): unknown {
  if (section !== "training" || name === undefined) return undefined;
  if (name === "validation" && inside[0] === "split") return TRAINING_DEFAULTS.split;
  if (name === "outputs" && inside[1] === "weight") return TRAINING_DEFAULTS.weight;
  return inside.length === 0 ? DEFAULTS[name] : undefined;
}

/** Keras takes `adam` and `Adam`, `mean_squared_error` and `MeanSquaredError` for the same. */
function sameSetting(a: unknown, b: unknown): boolean {
  if (typeof a !== "string" || typeof b !== "string") return sameJson(a, b);
  return a === b || plain(a) === plain(b);
}

function plain(word: string): string {
  return word.replaceAll("_", "").toLowerCase();
}
