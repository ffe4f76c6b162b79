import { useLayoutEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { costsOf, dearest, type Measure, type NodeCost, totalOf } from "../../document/display/costs";
import { TRAINING_DEFAULTS } from "../../document/training";
import { useCheck, useNodeReports } from "../../state/check";
import { type CardCost, useCosts } from "../../state/costs";
import { openModel, useDocument } from "../../state/document";
import { bytesText, countText, flopsText, percentText } from "../../ui/numbers";

/** Puts the cost of each node on the canvas while it is mounted. Returns the costs and their total as text. */
export function useCostLabels(measure: Measure): { costs: NodeCost[]; sums: string } {
  const { t, i18n } = useTranslation("cost");
  const openGraph = useDocument((state) => state.openGraph);
  const open = useDocument(openModel);
  const batch = useDocument(({ document }) => document.training?.batch_size ?? TRAINING_DEFAULTS.batch_size);
  const nodes = useNodeReports();
  const totals = useCheck(({ report }) => (open === null ? report?.totals : report?.models[open]?.totals));
  const total = totalOf(totals, measure);
  const costs = useMemo(() => costsOf(openGraph, nodes, measure, total), [openGraph, nodes, measure, total]);

  // The language is not read here: numbers are formatted again when it changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useLayoutEffect(() => {
    const most = dearest(costs, 1)[0]?.cost ?? 1;
    const labels = costs.map(({ id, cost, share }): [string, CardCost] => [
      id,
      { text: `${costText(cost, measure, batch)} · ${percentText(share)}`, heat: cost / most },
    ]);
    useCosts.setState({ cards: new Map(labels) });
  }, [costs, measure, batch, i18n.language]);
  // A layout effect, so that it runs before the labels of the next graph are set.
  useLayoutEffect(() => () => useCosts.setState({ cards: null }), []);

  const sums = {
    params: () => [
      t("parameters", { count: total, text: countText(total) }),
      t("ofWeights", { cost: bytesText(totals?.bytes ?? 0) }),
    ],
    flops: () => [
      t("row", { cost: flopsText(total) }),
      t("batch", { cost: flopsText(total * batch), batch: countText(batch) }),
    ],
    activations: () => [
      t("row", { cost: bytesText(total) }),
      t("batch", { cost: bytesText(total * batch), batch: countText(batch) }),
    ],
  }[measure]();
  return { costs, sums: sums.join(" · ") };
}

/** Activations are shown for a batch, since all of them are in memory at once. */
function costText(cost: number, measure: Measure, batch: number): string {
  switch (measure) {
    case "params":
      return countText(cost);
    case "flops":
      return flopsText(cost);
    case "activations":
      return bytesText(cost * batch);
  }
}
