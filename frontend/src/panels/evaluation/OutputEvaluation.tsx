import type { OutputReport } from "@schema";
import { useTranslation } from "react-i18next";
import { ClassPlots } from "./ClassPlots";
import { ClassTable } from "./ClassTable";
import { ConfusionMatrix } from "./ConfusionMatrix";
import css from "./Evaluation.module.css";
import { Residuals } from "./Residuals";

interface OutputEvaluationProps {
  output: OutputReport;
  /** Whether it is the only output, which needs no name. */
  alone: boolean;
}

/** What is known of one output; nothing where its loss compares neither classes nor numbers. */
export function OutputEvaluation({ output: { name, classes, numbers }, alone }: OutputEvaluationProps) {
  const { t } = useTranslation("evaluation");
  if (!classes && !numbers) return null;
  return (
    <div className={css.output}>
      {!alone && <h3>{t("output", { name })}</h3>}
      {classes && (
        <>
          <div className={css.together}>
            {classes.confusion && (
              <ConfusionMatrix names={classes.classes.map((each) => each.name)} counts={classes.confusion} />
            )}
            <ClassTable report={classes} />
          </div>
          <ClassPlots report={classes} />
        </>
      )}
      {numbers && <Residuals report={numbers} />}
    </div>
  );
}
