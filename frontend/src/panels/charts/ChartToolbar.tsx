import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { MAX_SMOOTHING, setCharts, useCharts } from "../../state/runs/charts";
import type { ShownRun } from "../../state/runs/shownRuns";
import { Button } from "../../ui/Button";
import { Menu, type MenuItem } from "../../ui/overlays/Menu";
import { BatchSelect } from "./BatchSelect";
import css from "./ChartGrid.module.css";

interface ChartToolbarProps {
  /** The run, if only one is shown: its batches can be shown, too. */
  run?: ShownRun;
  /** The formats that the curves can be exported to. */
  exports: readonly MenuItem[];
  /** Whether the curves are shown. */
  visible?: boolean;
  /** Shown first. */
  children?: ReactNode;
}

/** Options of the curves, and their export. */
export function ChartToolbar({ run, exports, visible = true, children }: ChartToolbarProps) {
  const { t } = useTranslation("charts");
  return (
    <div className={css.toolbar} role="toolbar" aria-label={t("bar")}>
      {children}
      {visible && <CurveOptions />}
      {visible && run !== undefined && <BatchSelect run={run} />}
      <span className={css.spacer} />
      <Menu
        items={exports}
        trigger={
          <Button small look="quiet">
            {t("export")} <ChevronDown size={13} aria-hidden />
          </Button>
        }
      />
    </div>
  );
}

function CurveOptions() {
  const { t } = useTranslation("charts");
  const smoothing = useCharts((state) => state.smoothing);
  const log = useCharts((state) => state.log);
  return (
    <>
      <label className={css.control}>
        {t("smoothing")}
        <input
          type="range"
          min={0}
          max={MAX_SMOOTHING}
          step={0.02}
          value={smoothing}
          onChange={(event) => setCharts({ smoothing: event.target.valueAsNumber })}
        />
        <span className={css.value} aria-hidden>
          {smoothing === 0 ? t("off") : smoothing.toFixed(2)}
        </span>
      </label>
      <label className={css.control}>
        <input type="checkbox" checked={log} onChange={(event) => setCharts({ log: event.target.checked })} />
        {t("log")}
      </label>
    </>
  );
}
