import type { Parameter } from "@schema";
import { FlaskConical } from "lucide-react";
import { use } from "react";
import { useTranslation } from "react-i18next";
import { indexOf, layerSetting, VARIED } from "../../../document/sweeps/sweepSpace";
import type { LayerNode } from "../../../document/types";
import { openModel, useDocument } from "../../../state/document";
import { toggleVaried, useSweepPlan } from "../../../state/sweepPlan";
import { showDockTab } from "../../../state/view";
import css from "../../docs/DocsButton.module.css";
import { VariedLayerContext } from "./parameterProps";

/** The button beside a parameter of a layer that varies it in the next sweep; nothing for what cannot be varied. */
export function VaryButton({ parameter }: { parameter: Parameter }) {
  const layer = use(VariedLayerContext);
  return layer === null || !VARIED.has(parameter.type) ? null : (
    <LayerVaryButton layer={layer} parameter={parameter} />
  );
}

function LayerVaryButton({ layer, parameter }: { layer: LayerNode; parameter: Parameter }) {
  const { t } = useTranslation("editor");
  const model = useDocument(openModel);
  const setting = layerSetting(layer, parameter, model);
  const varied = useSweepPlan(({ dimensions }) => indexOf(dimensions, setting) >= 0);
  return (
    <button
      type="button"
      className={css.button}
      aria-pressed={varied}
      aria-label={t("inspector.vary", { name: setting.name })}
      title={t("inspector.vary", { name: setting.name })}
      onClick={() => {
        toggleVaried(setting);
        if (!varied) showDockTab("sweep");
      }}
    >
      <FlaskConical size={13} aria-hidden />
    </button>
  );
}
