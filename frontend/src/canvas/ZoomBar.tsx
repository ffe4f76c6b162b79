import { Panel, useReactFlow } from "@xyflow/react";
import { ArrowDown, ArrowRight, Maximize, Minus, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { setFlow, useView } from "../store/view";
import { IconButton } from "../ui/Button";
import { arrange } from "./arrange";
import { duration, useShowAll } from "./useViewport";
import css from "./ZoomBar.module.css";

export function ZoomBar() {
  const { t } = useTranslation("editor");
  const flow = useReactFlow();
  const showAll = useShowAll();
  const direction = useView((view) => view.flow);
  const turn = async () => {
    setFlow(direction === "down" ? "right" : "down");
    await arrange();
  };
  return (
    <Panel position="bottom-left" className={css.bar}>
      <IconButton
        small
        label={t("zoom.out")}
        keys="−"
        onClick={() => void flow.zoomOut({ duration: duration() })}
      >
        <Minus size={14} aria-hidden />
      </IconButton>
      <IconButton
        small
        label={t("zoom.in")}
        keys="+"
        onClick={() => void flow.zoomIn({ duration: duration() })}
      >
        <Plus size={14} aria-hidden />
      </IconButton>
      <IconButton small label={t("zoom.fit")} keys="1" onClick={() => showAll()}>
        <Maximize size={14} aria-hidden />
      </IconButton>
      <IconButton
        small
        label={t(direction === "down" ? "zoom.flowRight" : "zoom.flowDown")}
        onClick={() => void turn()}
      >
        {direction === "down" ? <ArrowRight size={14} aria-hidden /> : <ArrowDown size={14} aria-hidden />}
      </IconButton>
    </Panel>
  );
}
