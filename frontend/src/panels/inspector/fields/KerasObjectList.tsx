import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../document/types";
import { type ProblemOf, problemsWithin } from "../../../state/check";
import { IconButton } from "../../../ui/Button";
import css from "../../training/Settings.module.css";
import type { CatalogKind } from "./KerasObjectSelect";
import { KerasObjectField } from "./ParameterFields";

interface KerasObjectListProps {
  kind: CatalogKind;
  /** The label of an item, by its number from 1. */
  label: (index: number) => string;
  add: string;
  values: readonly Json[];
  onValues: (values: Json[]) => void;
  problem: ProblemOf;
}

/** A list of Keras objects with their settings: metrics, callbacks. */
export function KerasObjectList({ kind, label, add, values, onValues, problem }: KerasObjectListProps) {
  const { t } = useTranslation("training");
  return (
    <>
      {values.map((value, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: each is known by its place; two may be alike.
        <div key={index} className={css.listed}>
          <KerasObjectField
            label={label(index + 1)}
            kind={kind}
            value={value}
            onValue={(next) => onValues(values.with(index, next))}
            problem={problemsWithin(problem, String(index))}
          />
          <IconButton
            small
            className={css.remove}
            label={t("settings.removeNamed", { name: label(index + 1) })}
            onClick={() => onValues(values.filter((_, other) => other !== index))}
          >
            <X size={14} aria-hidden />
          </IconButton>
        </div>
      ))}
      <KerasObjectField
        label={add}
        kind={kind}
        nullable
        value={null}
        onValue={(value) => value !== null && onValues([...values, value])}
      />
    </>
  );
}
