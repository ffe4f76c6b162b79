import { useTranslation } from "react-i18next";
import { trainingOf } from "../../document/training";
import type { Json } from "../../document/types";
import { problemsWithin, useFieldProblems } from "../../state/check";
import { useDocument } from "../../state/document";
import { KerasObjectList } from "../inspector/fields/KerasObjectList";
import { useSetField } from "../inspector/fields/useSetField";
import css from "./Settings.module.css";

/** The callbacks of the training, such as EarlyStopping. */
export function CallbackSettings() {
  const { t } = useTranslation("training");
  const callbacks = useDocument(({ openGraph }) => trainingOf(openGraph).callbacks) ?? [];
  const problem = useFieldProblems();
  const setField = useSetField();
  return (
    <div className={css.form}>
      <KerasObjectList
        kind="callbacks"
        label={(index) => t("settings.callback", { number: index })}
        add={t("settings.addCallback")}
        values={callbacks as Json[]}
        onValues={(values) => setField(["training", "callbacks"], values.map(asObject))}
        problem={problemsWithin(problem, "training.callbacks")}
      />
    </div>
  );
}

/** A callback is always written as an object: unlike a loss, it has no short form. */
function asObject(value: Json): Json {
  return typeof value === "string" ? { name: value } : value;
}
