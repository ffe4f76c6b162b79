import { useTranslation } from "react-i18next";
import type { RunView } from "../../run/state";
import { ConfusionMatrix } from "./ConfusionMatrix";
import css from "./Evaluation.module.css";

/** How the validation rows were classified while a run trained, when that was last counted. */
export function RunConfusion({ confusion }: { confusion: NonNullable<RunView["confusion"]> }) {
  const { t } = useTranslation("evaluation");
  const { epoch, outputs } = confusion;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section className={css.view} tabIndex={0} aria-label={t("whileTraining.title")}>
      <p className={css.working}>{t("whileTraining.after", { epoch: epoch + 1 })}</p>
      {outputs.map(({ name, classes, counts }) => (
        <div key={name}>
          {outputs.length > 1 && <h3>{name}</h3>}
          <ConfusionMatrix names={classes} counts={counts} />
        </div>
      ))}
    </section>
  );
}
