import type { Evaluation, OutputReport } from "@schema";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { serverMessage } from "../../api/request";
import { evaluateRun, readEvaluation } from "../../api/runs";
import { Button } from "../../ui/Button";
import { countText } from "../../ui/numbers";
import { metricText } from "../run/numberText";
import { ConfusionMatrix } from "./ConfusionMatrix";
import css from "./Evaluation.module.css";
import { Residuals } from "./Residuals";
import { WorstRows } from "./WorstRows";

interface EvaluationViewProps {
  id: string;
  /** Whether the run keeps an evaluation already. */
  kept: boolean;
}

/** How well a run does on rows that its training did not see. Asks the server where nothing is kept yet. */
export function EvaluationView({ id, kept }: EvaluationViewProps) {
  const { t } = useTranslation("evaluation");
  const [found, setFound] = useState<Evaluation | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [asked, setAsked] = useState({ kept, time: 0 });
  useEffect(() => {
    let current = true;
    setError(null);
    const answer = asked.kept ? readEvaluation(id) : evaluateRun(id);
    answer.then(
      (evaluation) => current && setFound(evaluation),
      (reason: unknown) => current && setError(serverMessage(reason)),
    );
    return () => {
      current = false;
    };
  }, [id, asked]);
  if (error !== null)
    return (
      <p className={css.message} role="alert">
        {error}
      </p>
    );
  if (found === null)
    return (
      <p className={css.message} role="status">
        {t("working")}
      </p>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section className={css.view} tabIndex={0} aria-label={t("title")}>
      <header className={css.head}>
        <p>{t(`on.${found.share}`, { count: found.rows })}</p>
        <Button small onClick={() => setAsked({ kept: false, time: asked.time + 1 })}>
          {t("again")}
        </Button>
      </header>
      <dl className={css.metrics} aria-label={t("metrics")}>
        {Object.entries(found.metrics).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === null ? "–" : metricText(value)}</dd>
          </div>
        ))}
      </dl>
      {found.outputs.map((output) => (
        <Output key={output.name} output={output} alone={found.outputs.length === 1} />
      ))}
      <WorstRows rows={found.worst} />
    </section>
  );
}

interface OutputProps {
  output: OutputReport;
  alone: boolean;
}

function Output({ output, alone }: OutputProps) {
  const { t } = useTranslation("evaluation");
  const { classes, numbers } = output;
  if (classes === null && numbers === null) return null;
  const areas = new Map(classes?.roc.map((curve) => [curve.name, curve.area]));
  return (
    <div className={css.output}>
      {!alone && <h3>{t("output", { name: output.name })}</h3>}
      {classes?.confusion && (
        <ConfusionMatrix names={classes.classes.map(({ name }) => name)} counts={classes.confusion} />
      )}
      {classes && (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t("class")}</th>
              <th scope="col">{t("precision")}</th>
              <th scope="col">{t("recall")}</th>
              <th scope="col">{t("f1")}</th>
              <th scope="col">{t("auc")}</th>
              <th scope="col">{t("rows")}</th>
            </tr>
          </thead>
          <tbody>
            {classes.classes.map((each) => (
              <tr key={each.name}>
                <th scope="row">{each.name}</th>
                <td>{metricText(each.precision)}</td>
                <td>{metricText(each.recall)}</td>
                <td>{metricText(each.f1)}</td>
                <td>{areaText(areas.get(each.name))}</td>
                <td>{countText(each.rows)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {numbers && <Residuals report={numbers} />}
    </div>
  );
}

const areaText = (area: number | null | undefined) => (area == null ? "–" : metricText(area));
