import type { Parameter } from "@schema";
import { Suspense, use } from "react";
import { lazyPart } from "../../../ui/lazyPart";
import { VariedLayerContext } from "./parameterProps";

const LayerVaryButton = lazyPart(async () => (await import("./LayerVaryButton")).LayerVaryButton);

/** The button beside a parameter of a layer that varies it in the next sweep. */
export function VaryButton({ parameter }: { parameter: Parameter }) {
  const layer = use(VariedLayerContext);
  return layer === null ? null : (
    <Suspense fallback={null}>
      <LayerVaryButton layer={layer} parameter={parameter} />
    </Suspense>
  );
}
