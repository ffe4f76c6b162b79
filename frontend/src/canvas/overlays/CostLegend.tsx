import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { dearest, MEASURES, type Measure } from "../../document/display/costs";
import { findNode, titleOf } from "../../document/graph";
import { toggleCost } from "../../state/costs";
import { useDocument } from "../../state/document";
import { reveal } from "../../state/view";
import { IconButton } from "../../ui/Button";
import { classNames } from "../../ui/classNames";
import { percentText } from "../../ui/numbers";
import css from "./CostLegend.module.css";
import { useCostLabels } from "./useCostLabels";

/** The measure that nodes show, its total, and the most expensive node. */
export function CostLegend({ measure }: { measure: Measure }) {
  const { t } = useTranslation("cost");
  const { costs, sums } = useCostLabels(measure);
  const [largest] = dearest(costs, 1);
  const title = useDocument(({ openGraph }) => {
    const node = largest && findNode(openGraph, largest.id);
    return node === undefined ? "" : titleOf(openGraph, node);
  });
  return (
    <section className={css.legend} aria-label={t("legend")}>
      <div className={css.header}>
        <fieldset className={css.measures} aria-label={t("show")}>
          {MEASURES.map((each) => (
            <button
              key={each}
              type="button"
              className={classNames(css.measure, each === measure && css.active)}
              aria-pressed={each === measure}
              onClick={() => each !== measure && toggleCost(each)}
            >
              {t(`measures.${each}`)}
            </button>
          ))}
        </fieldset>
        <IconButton small label={t("hide")} onClick={() => toggleCost(measure)}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      <p className={css.sums}>{sums}</p>
      {largest !== undefined && (
        <>
          <div className={css.scale} aria-hidden />
          <p className={css.range}>
            <span>0</span>
            <button type="button" className={css.largest} onClick={() => reveal(largest.id)}>
              <span className={css.name}>{title}</span> {percentText(largest.share)}
            </button>
          </p>
        </>
      )}
    </section>
  );
}
