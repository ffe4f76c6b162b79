import { useTranslation } from "react-i18next";
import type { Node } from "../../document/types";
import { useActivations } from "../../state/runs/activations";
import { useNaNOrigin } from "../../state/runs/nanOrigin";
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
  const observed = run?.view.observed ?? null;
  if (card === undefined || run === null || observed === null) return null;
  const { stats } = card;
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
    <section aria-label={t("inspector.title")}>
      <h3 className={inspector.heading}>{t("inspector.title")}</h3>
      <p className={css.from}>
        {t("inspector.from", { run: run.number, epoch: observed.epoch + 1, count: observed.rows })}
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
      {card.origin === "here" && origin !== null && <p className={css.origin}>{origin.sentence}</p>}
    </section>
  );
}
