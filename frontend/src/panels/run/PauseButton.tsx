import { Pause, Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { requestPause, requestUnpause } from "../../actions/runActions";
import type { ShownRun } from "../../state/runs/shownRuns";
import { Button } from "../../ui/Button";
import { Tooltip } from "../../ui/overlays/Tooltip";
import css from "./RunFacts.module.css";

/** Pauses a run after the current epoch, and continues it. */
export function PauseButton({ run }: { run: ShownRun }) {
  const { t } = useTranslation("charts");
  if (!run.active || run.view.plan === null || run.view.phase.at === "stopping") return null;
  const paused = run.view.phase.at === "paused" || run.record.pause_wanted;
  return (
    <Tooltip text={t("pauseHint")}>
      <Button
        small
        className={css.pause}
        onClick={() => void (paused ? requestUnpause(run.id) : requestPause(run.id))}
      >
        {paused ? <Play size={13} aria-hidden /> : <Pause size={13} aria-hidden />}
        {t(paused ? "resume" : "pause")}
      </Button>
    </Tooltip>
  );
}
