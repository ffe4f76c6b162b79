import type { Parameter } from "@schema";
import type { ParameterDefault } from "../diff/diffNodes";
import type { Node } from "../types";
import type { Known } from "./ports";

/** What Keras takes where a node does not say an argument, by the catalogue. */
export function catalogDefaults(catalog: Known | null): ParameterDefault {
  return (node, [section, name, ...inside]) => {
    if (catalog === null || inside.length > 0) return undefined;
    return parametersOf(catalog, node, section).find((parameter) => parameter.name === name)?.default;
  };
}

function parametersOf(catalog: Known, node: Node, section: string | undefined): readonly Parameter[] {
  if (node.kind === "layer") {
    const entry = catalog.layers?.[node.layer];
    return (section === "config" ? entry?.parameters : entry?.call_parameters) ?? [];
  }
  return node.kind === "op" && section === "config" ? (catalog.ops?.[node.op]?.parameters ?? []) : [];
}
