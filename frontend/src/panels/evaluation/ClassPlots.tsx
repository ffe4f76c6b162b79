import type { ClassReport } from "@schema";
import { useTranslation } from "react-i18next";
import { percentText } from "../../ui/numbers";
import { colourName, MAX_RUNS } from "../charts/plotStyle";
import { metricText } from "../run/numberText";
import css from "./Plots.module.css";
import { type PlotSeries, SquarePlot } from "./SquarePlot";

const share = (label: string) => ({ label, low: 0, high: 1 });

/** ROC curves, precision against recall, and calibration of an output that tells classes apart. */
export function ClassPlots({ report }: { report: ClassReport }) {
  const { t } = useTranslation("evaluation");
  const roc = curves(report.roc ?? []);
  const precision = curves(report.precision_recall ?? []);
  const calibration = report.calibration ?? [];
  return (
    <div className={css.plots}>
      {roc.length > 0 && (
        <SquarePlot
          title={t("roc")}
          x={share(t("falsePositive"))}
          y={share(t("truePositive"))}
          series={roc}
          diagonal
        />
      )}
      {precision.length > 0 && (
        <SquarePlot
          title={t("precisionRecall")}
          x={share(t("recall"))}
          y={share(t("precision"))}
          series={precision}
        />
      )}
      {calibration.length > 0 && (
        <SquarePlot
          title={t("calibration")}
          note={t("calibrationText")}
          x={share(t("confidence"))}
          y={share(t("right"))}
          series={[
            {
              name: calibration
                .map(({ confidence, accuracy, rows }) =>
                  t("bin", {
                    count: rows,
                    confidence: percentText(confidence),
                    accuracy: percentText(accuracy),
                  }),
                )
                .join(", "),
              colour: "--accent",
              marked: true,
              points: calibration.map(({ confidence, accuracy }) => [confidence, accuracy] as const),
            },
          ]}
          diagonal
        />
      )}
    </div>
  );
}

function curves(found: ClassReport["roc"] & object): PlotSeries[] {
  return found
    .filter(({ x }) => x.length > 0)
    .map(({ name, area, x, y }, place) => ({
      name: area === null ? name : `${name} ${metricText(area)}`,
      colour: colourName(place, false, true),
      dashed: place >= MAX_RUNS,
      points: x.map((value, index) => [value, y[index] ?? 0] as const),
    }));
}
