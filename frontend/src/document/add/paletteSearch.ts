import type { Candidates, CatalogEntry, Family, TensorSpec } from "@schema";
import { layerEntry } from "../catalog/layerEntry";
import type { Known } from "../catalog/ports";
import { nodesOf } from "../graph";
import { modelNamesIn, modelsOf, reachable } from "../nestedModels";
import { entryTitle } from "../nesting/modelEntries";
import type { Document, ModelName } from "../types";
import { shapeText } from "../values/shape";
import type { Addition, Published } from "./addNode";

/** The families of the catalogue, and those of what is no layer: each has its colour. */
export type Colour = Family | "op" | "model";

/** One line of the palette or of the search on the canvas. */
export interface Choice {
  id: string;
  addition: Addition;
  title: string;
  text: string;
  family: Colour;
  /** Its group within its kind. */
  group?: string;
  /** The shape it would give the loose wire. */
  shape?: string;
}

export const FAMILIES = [
  "core",
  "convolution",
  "recurrent",
  "attention",
  "merge",
  "regularize",
  "wrapper",
  "preprocess",
  "augment",
] as const;

/** Everything of the catalogue that can be added: the two ends, every layer, model and operation not refused. */
export function allChoices(catalog: Known, ends: { input: string; output: string }): Choice[] {
  const layers = drawn(catalog.layers).filter((entry) => !entry.inside);
  return [
    { id: "input", addition: { kind: "input" }, title: "Input", text: ends.input, family: "input" },
    { id: "output", addition: { kind: "output" }, title: "Output", text: ends.output, family: "output" },
    ...FAMILIES.flatMap((family) =>
      layers
        .filter((entry) => entry.family === family)
        .map((entry) => choiceOf(entry, { kind: "layer", layer: entry.name }, family)),
    ),
    ...drawn(catalog.applications).map((entry) => ({
      ...choiceOf(entry, { kind: "application", application: entry.name }, "model"),
      group: entry.group,
    })),
    ...drawn(catalog.ops).map((entry) => ({
      ...choiceOf(entry, { kind: "op", op: entry.name }, "op"),
      group: entry.group,
    })),
  ];
}

function drawn<T extends CatalogEntry>(entries: Readonly<Record<string, T>>): T[] {
  return Object.values(entries).filter((entry) => entry.refused === null);
}

function choiceOf(entry: CatalogEntry, addition: Addition, family: Colour): Choice {
  return { id: `${addition.kind} ${entry.name}`, addition, title: entry.name, text: entry.text, family };
}

/** Models that were published. */
export function publishedChoices(published: readonly Published[], text: string): Choice[] {
  return published.map(({ name, entry }) => ({
    id: `published ${name}`,
    addition: { kind: "published", name },
    title: entry.label || name,
    text,
    family: "model",
  }));
}

/** A further call of each layer and nested model that this graph calls. */
export function furtherCalls(document: Document, catalog: Known, title: (name: string) => string): Choice[] {
  return nodesOf(document).flatMap((node): Choice[] => {
    if (node.kind !== "layer" && node.kind !== "model") return [];
    const entry = node.kind === "layer" ? layerEntry(catalog, node.layer) : undefined;
    return [
      {
        id: `shared ${node.id}`,
        addition: { kind: "shared", of: node.id },
        title: title(node.label || node.name),
        text: entry?.text ?? "",
        family: entry?.family ?? (node.kind === "model" ? "model" : "core"),
      },
    ];
  });
}

/** The nested models of the document that this graph does not call yet, and that do not hold `open`, which it is of. */
export function modelCalls(
  document: Document,
  open: ModelName | null,
  title: (name: string) => string,
): Choice[] {
  const models = modelsOf(document);
  const called = modelNamesIn(nodesOf(document));
  return Object.keys(models).flatMap((name): Choice[] => {
    if (called.includes(name) || (open !== null && reachable(models, [name]).includes(open))) return [];
    return [
      {
        id: `model ${name}`,
        addition: { kind: "model", model: name },
        title: title(entryTitle(document, name)),
        text: "",
        family: "model",
      },
    ];
  });
}

export type Fitting = Pick<Candidates, "layers" | "ops" | "models">;

/**
 * Only what may take the loose wire, with the shape it would give. The server does not try models that are not in the
 * document: those of Keras take images, and published ones may take anything.
 */
export function fittingChoices(
  choices: readonly Choice[],
  { layers, ops, models }: Fitting,
  loose: TensorSpec | undefined,
): Choice[] {
  const fits = new Map<string, TensorSpec | undefined>([
    ...layers.map((each) => [`layer ${each.layer}`, each.outputs[0]] as const),
    ...ops.map((each) => [`op ${each.op}`, each.outputs[0]] as const),
    ...models.map((each) => [`model ${each.model}`, each.outputs[0]] as const),
  ]);
  return choices.flatMap((choice) => {
    const { kind } = choice.addition;
    if (kind === "input") return [];
    if (kind === "application") return loose === undefined || loose.shape.length === 4 ? choice : [];
    if (kind !== "layer" && kind !== "op" && kind !== "model") return choice;
    if (!fits.has(choice.id)) return [];
    const spec = fits.get(choice.id);
    return spec === undefined ? choice : { ...choice, shape: shapeText(spec) };
  });
}

/** The choices that a text finds: in the name first, then in other words for it, then in what it does. */
export function searchChoices(
  choices: readonly Choice[],
  text: string,
  synonyms: (name: string) => readonly string[] = () => [],
): Choice[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [...choices];
  const rank = ({ title, text: does, addition }: Choice): number => {
    const name = title.toLowerCase();
    // Hundreds of operations must not be listed before the layer that a person means.
    const late = addition.kind === "op" ? 0.5 : 0;
    if (name === wanted) return -1 + late;
    if (name.startsWith(wanted)) return 0 + late;
    if (name.includes(wanted)) return 1 + late;
    const capitals = title.replace(/[^A-Z0-9]/g, "").toLowerCase();
    if (capitals.startsWith(wanted)) return 2;
    // The beginning of a word: "form" is not meant by "transformer".
    const words = synonyms(title).map((word) => ` ${word.toLowerCase()}`);
    if (words.some((word) => word.trimStart() === wanted)) return 0.75 + late;
    if (words.some((word) => word.includes(` ${wanted}`))) return 1.75 + late;
    return does.toLowerCase().includes(wanted) ? 3 + late : NOT_FOUND;
  };
  return choices
    .map((choice) => ({ choice, rank: rank(choice) }))
    .filter((found) => found.rank < NOT_FOUND)
    .sort((a, b) => a.rank - b.rank)
    .map((found) => found.choice);
}

const NOT_FOUND = 9;
