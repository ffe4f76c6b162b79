import type { CatalogEntry, Training } from "@schema";
import { findEntry, readNamed } from "../catalog/namedObjects";
import type { Known } from "../catalog/ports";
import { outputTraining } from "../training";
import type { Document, InputNode, Json, Node, OutputNode } from "../types";
import { endLine } from "./nodeFace";

/** What is outside the graph at an end of the whole model, as its card shows it. */
export interface EndFace {
  /** May be cut where there is no room. */
  line: string;
  /** Shown after it, and never truncated. */
  rest: string;
  /** The field of the data that an output is compared with. */
  target: string;
}

const NOTHING: EndFace = { line: "", rest: "", target: "" };

/** An input has its data, an output its loss, the weight of that, and its metrics. */
export function endFace(document: Document, node: Node | undefined, catalog: Known | null): EndFace {
  if (node?.kind === "input") return inputFace(document, node);
  if (node?.kind === "output") return outputFace(document, node, catalog);
  return NOTHING;
}

/** `← digits.image`; an input without data shows what it takes. */
function inputFace(document: Document, node: InputNode): EndFace {
  const field = document.data?.inputs?.[node.name];
  if (field === undefined) return { ...NOTHING, line: endLine(node) };
  const source = [document.data?.dataset, field].filter(Boolean).join(".");
  return { ...NOTHING, line: `← ${source}` };
}

/** `SparseCategoricalCrossentropy · ×0.5 · accuracy` */
function outputFace(document: Document, node: OutputNode, catalog: Known | null): EndFace {
  const training = outputTraining(document, node.name);
  const loss = nameOf(training.loss, Object.values(catalog?.losses ?? {}));
  const weight = training.weight ?? 1;
  const metrics = [...(training.metrics ?? []), ...(training.weighted_metrics ?? [])];
  const rest = [
    ...(weight === 1 || loss === "" ? [] : [`×${weight}`]),
    ...metrics.map((metric) => nameOf(metric, [])),
  ];
  const field = document.data?.targets?.[node.name];
  return {
    line: loss,
    rest: rest.map((part) => ` · ${part}`).join(""),
    target: field ?? "",
  };
}

type Written = NonNullable<Training["outputs"]>[string]["loss"];

/** What is named, under the name of its class where the catalogue knows it. */
function nameOf(value: Written, entries: readonly CatalogEntry[]): string {
  const named = readNamed((value ?? null) as Json);
  if (named === null) return "";
  return findEntry(entries, named.name)?.name ?? named.name;
}
