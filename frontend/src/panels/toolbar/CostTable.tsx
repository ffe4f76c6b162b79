import type { Totals } from "@schema";
import { useTranslation } from "react-i18next";
import { costsOf, dearest, MEASURES, type Measure, totalOf } from "../../document/display/costs";
import { findNode, titleOf } from "../../document/graph";
import type { NodeId } from "../../document/types";
import { useCheck } from "../../state/check";
import { toggleCost, useCosts } from "../../state/costs";
import { useDocument } from "../../state/document";
import { openModelGraph, reveal } from "../../state/view";
import { Button } from "../../ui/Button";
import { classNames } from "../../ui/classNames";
import { bytesText, countText, flopsText, percentText } from "../../ui/numbers";
import css from "./CostTable.module.css";

const TOP_NODES = 3;

interface CostTableProps {
  totals: Totals;
  batch: number;
}

/** All costs of the model, and the nodes that cost most; a click selects them. */
export function CostTable({ totals, batch }: CostTableProps) {
  const { t } = useTranslation("cost");
  const batchText = { batch: countText(batch) };
  const rows: [string, string, boolean?][] = [
    [t("table.parameters"), countText(totals.params)],
    [t("table.trainable"), countText(totals.trainable), true],
    [t("table.frozen"), countText(totals.params - totals.trainable), true],
    [t("table.weights"), bytesText(totals.bytes)],
    [t("table.flopsRow"), flopsText(totals.flops)],
    [t("table.flopsBatch", batchText), flopsText(totals.flops * batch), true],
    [t("table.activationsRow"), bytesText(totals.activations)],
    [t("table.activationsBatch", batchText), bytesText(totals.activations * batch), true],
  ];
  return (
    <div className={css.costs}>
      <h2 className={css.title}>{t("table.title")}</h2>
      <dl className={css.rows}>
        {rows.map(([name, value, further]) => (
          <div key={name} className={classNames(css.row, further && css.further)}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3 className={css.heading}>{t("table.largest")}</h3>
      <div className={css.largest}>
        {MEASURES.map((measure) => (
          <Largest key={measure} measure={measure} totals={totals} />
        ))}
      </div>
      <p className={css.about}>{t("table.about")}</p>
    </div>
  );
}

function showNode(id: NodeId): void {
  openModelGraph(null);
  reveal(id);
}

function Largest({ measure, totals }: { measure: Measure; totals: Totals }) {
  const { t } = useTranslation("cost");
  const document = useDocument((state) => state.document);
  const nodes = useCheck((state) => state.report?.nodes);
  const onCanvas = useCosts((state) => state.measure === measure);
  const largest = dearest(costsOf(document, nodes, measure, totalOf(totals, measure)), TOP_NODES);
  return (
    <section className={css.most} aria-label={t(`measures.${measure}`)}>
      <Button small aria-pressed={onCanvas} title={t("table.onCanvas")} onClick={() => toggleCost(measure)}>
        {t(`measures.${measure}`)}
      </Button>
      <ol>
        {largest.map(({ id, share }) => {
          const node = findNode(document, id);
          return (
            <li key={id}>
              <button type="button" className={css.node} onClick={() => showNode(id)}>
                <span className={css.name}>{node === undefined ? id : titleOf(document, node)}</span>
                <span>{percentText(share)}</span>
              </button>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
