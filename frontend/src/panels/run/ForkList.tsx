import type { ForkedLayer, ForkReport, NewWeight } from "@schema";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { axesText } from "../../document/values/shape";
import css from "../../ui/DialogForm.module.css";
import { countText } from "../../ui/numbers";
import tableCss from "../../ui/Table.module.css";

const MOST_ROWS = 200;

/** What starts over, layer by layer; what goes along, and what does not. */
export function ForkList({ report }: { report: ForkReport }) {
  const { t } = useTranslation("forks");
  const changed = report.layers.filter((layer) => layer.new.length > 0 || hasNewSlots(layer));
  const whole = report.layers.length - changed.length;
  const { left_over, learned, adapted, other_optimizers, steps } = report;
  return (
    <>
      {whole > 0 && <p className={css.note}>{t("whole", { count: whole })}</p>}
      {changed.length > 0 && <ChangedLayers layers={changed.slice(0, MOST_ROWS)} />}
      {changed.length > MOST_ROWS && <p>{t("more", { count: changed.length - MOST_ROWS })}</p>}
      {other_optimizers.length > 0 && <p>{t("otherOptimizer", { names: other_optimizers.join(", ") })}</p>}
      {steps !== null && changed.some(hasNewSlots) && <p>{t("newSlots")}</p>}
      {steps !== null && steps > 0 && <p>{t("steps", { steps: countText(steps) })}</p>}
      <Names title={t("leftOver", { count: left_over.length })} names={left_over} />
      <Names title={t("learned", { count: learned.length })} names={learned} />
      <Names title={t("adapted", { count: adapted.length })} names={adapted} />
    </>
  );
}

const hasNewSlots = ({ optimizer }: ForkedLayer) => optimizer === "new" || optimizer === "partly";

function ChangedLayers({ layers }: { layers: readonly ForkedLayer[] }) {
  const { t } = useTranslation("forks");
  return (
    <table className={tableCss.table}>
      <caption>{t("changed", { count: layers.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t("layer")}</th>
          <th scope="col">{t("weights")}</th>
          <th scope="col">{t("optimizer")}</th>
        </tr>
      </thead>
      <tbody>
        {layers.map((layer) => (
          <tr key={layer.layer}>
            <th scope="row">{layer.layer}</th>
            <td>
              {weightTexts(t, layer).map((text) => (
                <div key={text}>{text}</div>
              ))}
            </td>
            <td>{t(`memory.${layer.optimizer}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What becomes of the weights of a layer, a line each where they differ. */
function weightTexts(t: TFunction<"forks">, { kept, new: drawn }: ForkedLayer): readonly string[] {
  if (drawn.length === 0) return [t("kept")];
  const reshaped = drawn.filter((weight) => weight.saved_shape !== null);
  if (kept === 0 && reshaped.length === 0) return [t("new")];
  return drawn.map((weight) => weightText(t, weight));
}

const weightText = (t: TFunction<"forks">, { name, shape, saved_shape }: NewWeight) =>
  saved_shape === null
    ? t("newWeight", { name })
    : t("reshaped", { name, shape: axesText(shape), saved: axesText(saved_shape) });

function Names({ title, names }: { title: string; names: readonly string[] }) {
  return names.length === 0 ? null : (
    <p>
      {title} {names.join(", ")}
    </p>
  );
}
