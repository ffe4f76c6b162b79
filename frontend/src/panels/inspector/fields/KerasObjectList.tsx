import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Json } from "../../../document/types";
import { type ProblemOf, problemsWithin } from "../../../state/fieldProblems";
import { IconButton } from "../../../ui/Button";
import css from "../../training/Settings.module.css";
import type { NamedKind } from "./KerasObjectSelect";
import { NamedField } from "./ParameterFields";

interface NamedListProps {
  kind: NamedKind;
  /** What the one at a place, counted from 1, is called. */
  label: (place: number) => string;
  add: string;
  values: readonly Json[];
  onValues: (values: Json[]) => void;
  problem: ProblemOf;
}

/** Several of a kind, each with its settings: metrics, callbacks. */
export function NamedList({ kind, label, add, values, onValues, problem }: NamedListProps) {
  const { t } = useTranslation("training");
  return (
    <>
      {values.map((value, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: each is known by its place; two may be alike.
        <div key={place} className={css.listed}>
          <NamedField
            label={label(place + 1)}
            kind={kind}
            value={value}
            onValue={(next) => onValues(values.with(place, next))}
            problem={problemsWithin(problem, String(place))}
          />
          <IconButton
            small
            className={css.remove}
            label={t("settings.removeNamed", { name: label(place + 1) })}
            onClick={() => onValues(values.filter((_, other) => other !== place))}
          >
            <X size={14} aria-hidden />
          </IconButton>
        </div>
      ))}
      <NamedField
        label={add}
        kind={kind}
        nullable
        value={null}
        onValue={(value) => value !== null && onValues([...values, value])}
      />
    </>
  );
}
