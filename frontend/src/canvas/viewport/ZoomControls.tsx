import { Panel } from "@xyflow/react";
import { ArrowDown, ArrowRight, Maximize, Minus, Plus, Spline } from "lucide-react";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useKeyLabel } from "../../commands/keymap";
import { useDirection } from "../../state/direction";
import { Button, IconButton } from "../../ui/Button";
import { lazyPart } from "../../ui/lazyPart";
import { Popover } from "../../ui/overlays/Popover";
import { toggleDirection } from "../layout/arrange";
import { useFitView } from "./useViewport";
import { useZoomStep } from "./useZoomStep";
import css from "./ZoomControls.module.css";

const EdgeLegend = lazyPart(async () => (await import("../overlays/EdgeLegend")).EdgeLegend, "cost");

export function ZoomControls() {
  const { t } = useTranslation("editor");
  const zoom = useZoomStep();
  const fitView = useFitView();
  const direction = useDirection();
  return (
    <Panel position="bottom-left" className={css.controls}>
      <IconButton small label={t("zoom.out")} keys={useKeyLabel("view.zoomOut")} onClick={() => zoom("out")}>
        <Minus size={14} aria-hidden />
      </IconButton>
      <IconButton small label={t("zoom.in")} keys={useKeyLabel("view.zoomIn")} onClick={() => zoom("in")}>
        <Plus size={14} aria-hidden />
      </IconButton>
      <IconButton small label={t("zoom.fit")} keys={useKeyLabel("view.fit")} onClick={() => fitView()}>
        <Maximize size={14} aria-hidden />
      </IconButton>
      <IconButton
        small
        label={t(direction === "down" ? "zoom.flowRight" : "zoom.flowDown")}
        onClick={() => void toggleDirection()}
      >
        {direction === "down" ? <ArrowRight size={14} aria-hidden /> : <ArrowDown size={14} aria-hidden />}
      </IconButton>
      <Popover
        label={t("zoom.wires")}
        side="top"
        trigger={
          <Button
            small
            look="quiet"
            className={css.legend}
            aria-label={t("zoom.wires")}
            title={t("zoom.wires")}
          >
            <Spline size={14} aria-hidden />
          </Button>
        }
      >
        <Suspense fallback={null}>
          <EdgeLegend />
        </Suspense>
      </Popover>
    </Panel>
  );
}
