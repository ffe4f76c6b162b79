import type { Catalog, LayerCandidate, LayerEntry } from "@schema";
import type { Addition } from "./adding";
import { nodesOf } from "./graph";
import { shapeText } from "./shape";
import type { Document } from "./types";

/** One line of the palette or of the search on the canvas. */
export interface Choice {
  id: string;
  addition: Addition;
  title: string;
  text: string;
  family: LayerEntry["family"];
  /** The shape it would give the loose wire. */
  shape?: string;
}

export const FAMILIES = ["core", "convolution", "recurrent", "merge", "regularize"] as const;

/** Everything that can be added: the two ends, every layer that is not refused, each family after the other. */
export function allChoices(catalog: Catalog, ends: { input: string; output: string }): Choice[] {
  const layers = Object.values(catalog.layers).filter((entry) => entry.refused === null);
  return [
    { id: "input", addition: { kind: "input" }, title: "Input", text: ends.input, family: "input" },
    { id: "output", addition: { kind: "output" }, title: "Output", text: ends.output, family: "output" },
    ...FAMILIES.flatMap((family) => layers.filter((entry) => entry.family === family).map(choiceOf)),
  ];
}

/** A further call of each layer that is drawn. */
export function furtherCalls(
  document: Document,
  catalog: Catalog,
  title: (name: string) => string,
): Choice[] {
  return nodesOf(document).flatMap((node) => {
    if (node.kind !== "layer") return [];
    const entry = catalog.layers[node.layer];
    return {
      id: `shared ${node.id}`,
      addition: { kind: "shared" as const, of: node.id },
      title: title(node.label || node.name),
      text: entry?.text ?? "",
      family: entry?.family ?? "core",
    };
  });
}

/** Only what may take the loose wire, with the shape it would give; the output end always may. */
export function fittingChoices(choices: readonly Choice[], layers: readonly LayerCandidate[]): Choice[] {
  const fits = new Map(layers.map((candidate) => [candidate.layer, candidate]));
  return choices.flatMap((choice) => {
    if (choice.addition.kind === "output") return choice;
    if (choice.addition.kind !== "layer") return [];
    const candidate = fits.get(choice.addition.layer);
    if (candidate === undefined) return [];
    const [spec] = candidate.outputs;
    return spec === undefined ? choice : { ...choice, shape: shapeText(spec) };
  });
}

/** The choices that a text finds: in the name first, then in what it does. */
export function searchChoices(choices: readonly Choice[], text: string): Choice[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [...choices];
  const rank = ({ title, text: does }: Choice): number => {
    const name = title.toLowerCase();
    if (name.startsWith(wanted)) return 0;
    if (name.includes(wanted)) return 1;
    const capitals = title.replace(/[^A-Z0-9]/g, "").toLowerCase();
    if (capitals.startsWith(wanted)) return 2;
    return does.toLowerCase().includes(wanted) ? 3 : 4;
  };
  return choices
    .map((choice) => ({ choice, rank: rank(choice) }))
    .filter((found) => found.rank < 4)
    .sort((a, b) => a.rank - b.rank)
    .map((found) => found.choice);
}

function choiceOf(entry: LayerEntry): Choice {
  return {
    id: `layer ${entry.name}`,
    addition: { kind: "layer", layer: entry.name },
    title: entry.name,
    text: entry.text,
    family: entry.family,
  };
}
