import type { Catalog, LayerEntry } from "@schema";

/** A layer's entry by its name or by another name that Keras knows it by. */
export function layerEntry(catalog: Catalog, layer: string): LayerEntry | undefined {
  return (
    catalog.layers[layer] ?? Object.values(catalog.layers).find((entry) => entry.aliases.includes(layer))
  );
}
