import type { Catalog, Dimension, Parameter } from "@schema";
import { layerEntry } from "../catalog/layerEntry";
import { findEntry, readNamed } from "../catalog/namedObjects";
import { modelAsDocument, modelsOf } from "../nestedModels";
import { TRAINING_DEFAULTS, trainingOf } from "../training";
import type { Document, Json, LayerNode, ModelName } from "../types";

/** A setting of a document that a sweep can vary. */
export interface Setting {
  name: string;
  type: Parameter["type"];
  /** What the document has now, or Keras's default. */
  value: Json;
  /** What it can be, where that is a list. */
  choices: readonly string[];
  edit: Dimension["edit"];
}

/** A setting as it is planned: what was typed, which may not be a space yet. */
export interface PlannedDimension {
  name: string;
  edit: Dimension["edit"];
  integer: boolean;
  kind: "values" | "range";
  values: string;
  low: string;
  high: string;
  step: string;
  log: boolean;
}

/** The types of parameters that a sweep can vary. */
export const VARIED: ReadonlySet<Parameter["type"]> = new Set([
  "int",
  "float",
  "bool",
  "choice",
  "string",
  "activation",
  "initializer",
  "int_tuple",
  "int_or_list",
  "number_or_list",
]);

/** All settings that a sweep can vary: of the training, of the layers, and of those of nested models. */
export function settingsOf(document: Document, catalog: Catalog | null): Setting[] {
  if (catalog === null) return [];
  const nested = Object.keys(modelsOf(document)).flatMap((model) => {
    const inside = modelAsDocument(document, model);
    return inside === null ? [] : layerSettings(inside, catalog, model);
  });
  return [...trainingSettings(document, catalog), ...layerSettings(document, catalog, null), ...nested];
}

function layerSettings(document: Document, catalog: Catalog, model: ModelName | null): Setting[] {
  const layers = (document.graph?.nodes ?? []).filter((node): node is LayerNode => node.kind === "layer");
  return layers.flatMap((node) =>
    (layerEntry(catalog, node.layer)?.parameters ?? [])
      .filter(({ type }) => VARIED.has(type))
      .map((parameter) => layerSetting(node, parameter, model)),
  );
}

/** One setting of a layer. */
export function layerSetting(
  node: Pick<LayerNode, "id" | "name" | "config">,
  parameter: Parameter,
  model: ModelName | null,
): Setting {
  const value = node.config?.[parameter.name];
  return {
    name: `${model === null ? "" : `${model}/`}${node.name}.${parameter.name}`,
    type: parameter.type,
    value: (value === undefined ? parameter.default : value) as Json,
    choices: parameter.choices,
    edit: { type: "set_config", node: node.id, field: parameter.name, value: null, unset: false, model },
  };
}

function trainingSettings(document: Document, catalog: Catalog): Setting[] {
  const training = trainingOf(document);
  const field = (path: string[], type: Setting["type"], value: Json, choices: string[] = []): Setting => ({
    name: path.filter((part) => part !== "config").join("."),
    type,
    value,
    choices,
    edit: { type: "set_field", path, value: null, unset: false },
  });
  const optimizer = readNamed((training.optimizer ?? TRAINING_DEFAULTS.optimizer) as Json);
  const entries = Object.values(catalog.optimizers);
  const entry = optimizer === null ? undefined : findEntry(entries, optimizer.name);
  return [
    ...(["batch_size", "epochs", "seed"] as const).map((name) =>
      field(["training", name], "int", training[name] ?? TRAINING_DEFAULTS[name]),
    ),
    ...(entry?.parameters ?? [])
      .filter(({ type }) => VARIED.has(type) || type === "schedule")
      .map((parameter) =>
        field(
          ["training", "optimizer", "config", parameter.name],
          parameter.type === "schedule" ? "float" : parameter.type,
          (optimizer?.config[parameter.name] ?? parameter.default) as Json,
          [...parameter.choices],
        ),
      ),
  ];
}

/** A first proposal for a setting: half and double of a whole number, a tenth to ten times of another. */
export function planned({ name, type, value, choices, edit }: Setting): PlannedDimension {
  const plan: PlannedDimension = {
    ...{ name, edit, integer: type === "int", kind: "values", values: "" },
    ...{ low: "", high: "", step: "", log: false },
  };
  if (type === "bool") return { ...plan, values: "true, false" };
  if (choices.length > 0) return { ...plan, values: choices.slice(0, 6).join(", ") };
  if (typeof value !== "number") return { ...plan, values: valuesText(value) };
  if (type === "int") {
    const low = Math.max(1, Math.round(value / 2));
    return { ...plan, values: `${low}, ${value}, ${value * 2}`, low: String(low), high: String(value * 2) };
  }
  const [low, high] = value > 0 ? [value / 10, value < 0.1 ? value * 10 : Math.min(value * 2, 1)] : [0, 0.5];
  return {
    ...plan,
    kind: "range",
    values: String(value),
    low: String(Number(low.toPrecision(6))),
    high: String(Number(high.toPrecision(6))),
    log: value > 0 && value < 0.1,
  };
}

function valuesText(value: Json): string {
  return value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
}

/** The contract's form of a planned setting; what was not typed well is left to the server to refuse. */
export function dimensionOf(plan: PlannedDimension): Dimension {
  const { name, edit, kind, integer, log } = plan;
  if (kind === "values") return { edit, name, values: readValues(plan.values), range: null };
  const number = (text: string) => Number(text.trim().replace(",", "."));
  const step = plan.step.trim() === "" ? null : number(plan.step);
  return {
    edit,
    name,
    values: null,
    range: { low: number(plan.low), high: number(plan.high), step, log, integer },
  };
}

/** Whether all numbers of a planned setting are numbers. */
export function isReadable(plan: PlannedDimension): boolean {
  if (plan.kind === "values") return readValues(plan.values).length > 0;
  const { range } = dimensionOf(plan);
  const typed = [plan.low, plan.high].every((text) => text.trim() !== "");
  return typed && [range?.low, range?.high, range?.step ?? 0].every(Number.isFinite);
}

/** Values separated by commas: numbers, `true`, `none`, texts, and lists in brackets. */
export function readValues(text: string): Json[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const letter of text) {
    if ("([{".includes(letter)) depth += 1;
    if (")]}".includes(letter)) depth -= 1;
    if (depth === 0 && ",，、".includes(letter)) {
      parts.push(part);
      part = "";
    } else part += letter;
  }
  return [...parts, part].flatMap((each) => (each.trim() === "" ? [] : [readValue(each.trim())]));
}

function readValue(text: string): Json {
  if (/^none$/i.test(text)) return null;
  try {
    return JSON.parse(text.replaceAll("(", "[").replaceAll(")", "]").toLowerCase()) as Json;
  } catch {
    return text;
  }
}

/** The document as a sweep starts it: an optimizer whose arguments vary is written with its arguments. */
export function documentForSweep(document: Document, space: readonly Dimension[]): Document {
  const varies = space.some(({ edit }) => edit.type === "set_field" && edit.path[1] === "optimizer");
  const { optimizer } = trainingOf(document);
  const named = readNamed((optimizer ?? TRAINING_DEFAULTS.optimizer) as Json);
  if (!varies || named === null) return document;
  return { ...document, training: { ...document.training, optimizer: { ...named } } };
}

/** Which dimension of a plan a setting is; -1 if it is none. */
export function indexOf(plan: readonly PlannedDimension[], setting: Pick<Setting, "edit">): number {
  const key = JSON.stringify(setting.edit);
  return plan.findIndex(({ edit }) => JSON.stringify(edit) === key);
}
