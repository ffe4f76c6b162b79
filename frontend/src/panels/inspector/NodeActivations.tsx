import { useTranslation } from "react-i18next";
import { titleOf } from "../../document/graph";
import type { Node } from "../../document/types";
import { useDocument } from "../../state/document";
import { useActivations } from "../../state/runs/activations";
import { useNaNOrigin } from "../../state/runs/nanOrigin";
import { useSampleActivations } from "../../state/runs/sampleActivations";
import { useCurrentRun } from "../../state/runs/shownRuns";
import { percentText, rangeText, shortNumber } from "../../ui/numbers";
import inspector from "./Inspector.module.css";
import css from "./NodeActivations.module.css";

/** Activation statistics of a node, while the canvas shows them. */
export function NodeActivations({ node }: { node: Node }) {
  const { t } = useTranslation("activations");
  const run = useCurrentRun();
  const origin = useNaNOrigin(run);
  const card = useActivations(({ byNode }) => byNode?.get(node.id));
  const LargeMaps = useActivations((state) => state.LargeMaps);
  const ofSample = useSampleActivations((state) => state.run !== null && state.run === run?.id);
  const openGraph = useDocument((state) => state.openGraph);
  const observed = run?.view.observed ?? null;
  if (card === undefined || run === null || (observed === null && !ofSample)) return null;
  const { stats, maps } = card;
  const title = t(ofSample ? "inspector.ofRow" : "inspector.title");
  const facts =
    stats === null
      ? []
      : [
          ["range", rangeText(stats.low, stats.high)],
          ["dead", stats.dead === null ? "" : percentText(stats.dead)],
          ["gradient", stats.gradient === null ? "" : `∇ ${shortNumber(stats.gradient)}`],
          ["nonfinite", stats.nonfinite > 0 ? `⚠ ${percentText(stats.nonfinite)}` : ""],
        ].filter(([, text]) => text !== "");
  return (
    <section aria-label={title}>
      <h3 className={inspector.heading}>{title}</h3>
      <p className={css.from}>
        {ofSample
          ? t("legend.sample", { run: run.number })
          : t("inspector.from", {
              run: run.number,
              epoch: (observed?.epoch ?? 0) + 1,
              count: observed?.rows ?? 0,
            })}
      </p>
      {facts.length > 0 && (
        <dl className={css.facts}>
          {facts.map(([name, text]) => (
            <div key={name} className={css.fact}>
              <dt>{t(`inspector.${name}`)}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {maps !== null && LargeMaps !== null && <LargeMaps maps={maps} nodeTitle={titleOf(openGraph, node)} />}
      {card.origin === "here" && origin !== null && <p className={css.origin}>{origin.sentence}</p>}
    </section>
  );
}
