import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { showWatching } from "../../state/activations";
import type { Birth } from "../../state/nanOrigin";
import type { ShownRun } from "../../state/shownRuns";
import { focusPlace } from "../../state/view";
import { Button, IconButton } from "../../ui/Button";
import { classes } from "../../ui/classNames";
import box from "../overlays/Legend.module.css";
import css from "./ActivationLegend.module.css";

interface WatchLegendProps {
  run: ShownRun;
  birth: Birth | null;
  /** Nodes that were changed since. */
  changed: number;
}

/** From which run, epoch and rows the numbers under the cards are, and where a loss was lost. */
export function WatchLegend({ run, birth, changed }: WatchLegendProps) {
  const { t } = useTranslation("watch");
  const { observed, phase } = run.view;
  const lost = phase.at === "diverged" ? phase : null;
  const broken = lost?.hidden ? "legend.brokenWeights" : "legend.broken";
  const from = {
    run: run.number,
    epoch: (observed?.epoch ?? 0) + 1,
    count: observed?.rows ?? 0,
  };
  return (
    <section className={classes(box.box, css.legend)} aria-label={t("legend.title")}>
      <div className={box.head}>
        <p className={css.from}>
          {observed === null
            ? t("legend.waiting", from)
            : t(observed.epoch === lost?.epoch ? broken : "legend.after", from)}
        </p>
        <IconButton small label={t("legend.hide")} onClick={() => showWatching(false, null)}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      {observed !== null && birth === null && <p className={css.key}>{t("legend.key")}</p>}
      {changed > 0 && <p className={css.changed}>⚠ {t("legend.changed", { count: changed })}</p>}
      {birth !== null && (
        <div className={css.born}>
          <p>{birth.sentence}</p>
          {birth.drawn && (
            <Button small onClick={() => focusPlace(birth.where)}>
              {t("born.show")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
