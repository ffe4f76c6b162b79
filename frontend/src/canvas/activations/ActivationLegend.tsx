import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { showActivations } from "../../state/runs/activations";
import type { NaNOrigin } from "../../state/runs/nanOrigin";
import type { ShownRun } from "../../state/runs/shownRuns";
import { focusLocation } from "../../state/view";
import { Button, IconButton } from "../../ui/Button";
import { classNames } from "../../ui/classNames";
import box from "../overlays/Legend.module.css";
import css from "./ActivationLegend.module.css";

interface ActivationLegendProps {
  run: ShownRun;
  origin: NaNOrigin | null;
  /** How many nodes were changed since the run started. */
  changed: number;
  /** Whether the numbers are of a row that the run is asked, and not of its training. */
  ofSample: boolean;
}

/** Which run, epoch and rows the activations are from, and where the loss became NaN. */
export function ActivationLegend({ run, origin, changed, ofSample }: ActivationLegendProps) {
  const { t } = useTranslation("activations");
  const { observed, phase } = run.view;
  const diverged = phase.at === "diverged" ? phase : null;
  const broken = diverged?.masked_by_relu ? "legend.brokenWeights" : "legend.broken";
  const from = {
    run: run.number,
    epoch: (observed?.epoch ?? 0) + 1,
    count: observed?.rows ?? 0,
  };
  return (
    <section className={classNames(box.box, css.legend)} aria-label={t("legend.title")}>
      <div className={box.header}>
        <p className={css.from}>
          {ofSample
            ? t("legend.sample", from)
            : observed === null
              ? t("legend.waiting", from)
              : t(observed.epoch === diverged?.epoch ? broken : "legend.after", from)}
        </p>
        <IconButton small label={t("legend.hide")} onClick={() => showActivations(false, null)}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      {observed !== null && origin === null && !ofSample && <p className={css.key}>{t("legend.key")}</p>}
      {changed > 0 && <p className={css.changed}>⚠ {t("legend.changed", { count: changed })}</p>}
      {origin !== null && (
        <div className={css.origin}>
          <p>{origin.sentence}</p>
          {origin.inDocument && (
            <Button small onClick={() => focusLocation(origin.where)}>
              {t("origin.show")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
