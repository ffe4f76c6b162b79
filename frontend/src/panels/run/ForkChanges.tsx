import { useTranslation } from "react-i18next";
import { readNamed, withSetting } from "../../document/catalog/namedObjects";
import { TRAINING_DEFAULTS, trainingOf } from "../../document/training";
import type { Json } from "../../document/types";
import { useDocument } from "../../state/document";
import { useNaNOrigin } from "../../state/runs/nanOrigin";
import type { ShownRun } from "../../state/runs/shownRuns";
import { Button } from "../../ui/Button";
import { useSetField } from "../inspector/fields/useSetField";
import css from "./RunMessage.module.css";

/** What to change before a run that diverged is trained on: unchanged it would diverge again. */
export function ForkChanges({ run }: { run: ShownRun }) {
  const { t } = useTranslation("forks");
  const origin = useNaNOrigin(run);
  const setField = useSetField();
  const optimizer = useDocument(
    (state) => trainingOf(state.document).optimizer ?? TRAINING_DEFAULTS.optimizer,
  );
  if (run.view.phase.at !== "diverged") return null;
  const named = readNamed(optimizer as Json);
  const rate = tenthOf(run.view.epochs.at(-1)?.learning_rate);
  const isSet = named?.config.learning_rate === rate;
  return (
    <div className={css.message}>
      <p>{t("diverged")}</p>
      {origin !== null && (
        <ul className={css.help}>
          {origin.help.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
      {named !== null && rate !== null && (
        <Button
          small
          disabled={isSet}
          onClick={() => setField(["training", "optimizer"], withSetting(named, "learning_rate", rate))}
        >
          {t(isSet ? "rateSet" : "setRate", { rate: String(rate) })}
        </Button>
      )}
    </div>
  );
}

/** A tenth of the learning rate with which the run diverged. */
function tenthOf(rate: number | null | undefined): number | null {
  return typeof rate === "number" && rate > 0 ? Number((rate / 10).toPrecision(3)) : null;
}
