import { useLayoutEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { costsOf, dearest, type Measure, type NodeCost, totalOf } from "../../document/display/costs";
import { TRAINING_DEFAULTS } from "../../document/training";
import { useCheck, useNodeReports } from "../../state/check";
import { type CardCost, useCosts } from "../../state/costs";
import { openModel, useDocument } from "../../state/document";
import { bytesText, countText, flopsText, percentText } from "../../ui/numbers";

/** What the nodes on the canvas cost, put on their cards while this is on the page; and what they come to, in words. */
export function useCostLabels(measure: Measure): { costs: NodeCost[]; sums: string } {
  const { t, i18n } = useTranslation("cost");
  const document = useDocument((state) => state.document);
  const open = useDocument(openModel);
  const batch = useDocument(({ whole }) => whole.training?.batch_size ?? TRAINING_DEFAULTS.batch_size);
  const nodes = useNodeReports();
  const totals = useCheck(({ report }) => (open === null ? report?.totals : report?.models[open]?.totals));
  const total = totalOf(totals, measure);
  const costs = useMemo(() => costsOf(document, nodes, measure, total), [document, nodes, measure, total]);

  // The language is not read here: it says when numbers are written anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useLayoutEffect(() => {
    const most = dearest(costs, 1)[0]?.cost ?? 1;
    const labels = costs.map(({ id, cost, share }): [string, CardCost] => [
      id,
      { text: `${costText(cost, measure, batch)} · ${percentText(share)}`, heat: cost / most },
    ]);
    useCosts.setState({ cards: new Map(labels) });
  }, [costs, measure, batch, i18n.language]);
  // Before another graph's cards are set, which is when this one's canvas goes and that one's comes.
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

/** Activations are shown for a batch: they must all be in memory at once. */
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
