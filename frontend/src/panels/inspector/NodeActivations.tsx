import { useTranslation } from "react-i18next";
import type { Node } from "../../document/types";
import { useWatching } from "../../state/activations";
import { useBirth } from "../../state/nanOrigin";
import { useCurrentRun } from "../../state/shownRuns";
import { percentText } from "../../ui/numbers";
import { briefText, rangeText } from "../../ui/shortNumber";
import page from "./Inspector.module.css";
import css from "./NodeActivations.module.css";

/** What training saw in a node, while the canvas shows it. */
export function InTraining({ node }: { node: Node }) {
  const { t } = useTranslation("watch");
  const run = useCurrentRun();
  const birth = useBirth(run);
  const card = useWatching(({ cards }) => cards?.get(node.id));
  const observed = run?.view.observed ?? null;
  if (card === undefined || run === null || observed === null) return null;
  const { reading } = card;
  const facts =
    reading === null
      ? []
      : [
          ["range", rangeText(reading.low, reading.high)],
          ["dead", reading.dead === null ? "" : percentText(reading.dead)],
          ["gradient", reading.gradient === null ? "" : `∇ ${briefText(reading.gradient)}`],
          ["nonfinite", reading.nonfinite > 0 ? `⚠ ${percentText(reading.nonfinite)}` : ""],
        ].filter(([, text]) => text !== "");
  return (
    <section aria-label={t("inspector.title")}>
      <h3 className={page.heading}>{t("inspector.title")}</h3>
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
      {card.born === "here" && birth !== null && <p className={css.born}>{birth.sentence}</p>}
    </section>
  );
}
