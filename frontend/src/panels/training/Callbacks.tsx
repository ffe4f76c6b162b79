import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { trainingOf } from "../../document/training";
import type { Json } from "../../document/types";
import { useDocument } from "../../store/document";
import { useFieldProblems } from "../../store/fieldProblems";
import { IconButton } from "../../ui/Button";
import { NamedField } from "../inspector/NamedField";
import css from "./Settings.module.css";
import { useSetField } from "./useTraining";

const PATH = ["training", "callbacks"];

/** What looks on while the model trains, and may end it. */
export function Callbacks() {
  const { t } = useTranslation("training");
  const callbacks = useDocument(({ document }) => trainingOf(document).callbacks) ?? [];
  const problem = useFieldProblems();
  const setField = useSetField();
  const setAll = (next: Json[]) => setField(PATH, next);
  const all = callbacks as Json[];

  return (
    <div className={css.form}>
      {all.map((callback, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a callback is known by its place; two may be alike.
        <div key={place} className={css.listed}>
          <NamedField
            label={t("settings.callback", { place: place + 1 })}
            kind="callbacks"
            value={callback}
            onValue={(value) => setAll(all.with(place, asObject(value)))}
            problem={problem(`training.callbacks.${place}`) ?? problem(`training.callbacks.${place}.name`)}
            problemOf={(setting) => problem(`training.callbacks.${place}.config.${setting}`)}
          />
          <IconButton
            small
            className={css.remove}
            label={t("settings.removeNamed", { name: t("settings.callback", { place: place + 1 }) })}
            onClick={() => setAll(all.filter((_, other) => other !== place))}
          >
            <X size={14} aria-hidden />
          </IconButton>
        </div>
      ))}
      <NamedField
        label={t("settings.addCallback")}
        kind="callbacks"
        nullable
        value={null}
        onValue={(value) => value !== null && setAll([...all, asObject(value)])}
      />
    </div>
  );
}

/** A callback is always written as an object: unlike a loss, it has no short form. */
function asObject(value: Json): Json {
  return typeof value === "string" ? { name: value } : value;
}
