import type { Parameter } from "@schema";
import { FlaskConical } from "lucide-react";
import { useTranslation } from "react-i18next";
import { indexOf, layerSetting, VARIED } from "../../../document/sweeps/sweepSpace";
import type { LayerNode } from "../../../document/types";
import { openModel, useDocument } from "../../../state/document";
import { toggleVaried, useSweepPlan } from "../../../state/runs/sweepPlan";
import { showDockTab } from "../../../state/view";
import css from "../../docs/DocsButton.module.css";

/** Varies a parameter of a layer in the next sweep, or no more; nothing for what cannot be varied. */
export function LayerVaryButton({ layer, parameter }: { layer: LayerNode; parameter: Parameter }) {
  const { t } = useTranslation("editor");
  const model = useDocument(openModel);
  const setting = layerSetting(layer, parameter, model);
  const varied = useSweepPlan(({ dimensions }) => indexOf(dimensions, setting) >= 0);
  if (!VARIED.has(parameter.type)) return null;
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
