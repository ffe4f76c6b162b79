import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { PlannedDimension } from "../../document/sweeps/sweepSpace";
import { IconButton } from "../../ui/Button";
import { Select, TextInput } from "../../ui/Field";
import css from "./SweepPanel.module.css";

interface DimensionFieldsProps {
  dimension: PlannedDimension;
  onChange: (dimension: PlannedDimension) => void;
  onRemove: () => void;
}

/** One setting that varies: a list of values, or a range. */
export function DimensionFields({ dimension, onChange, onRemove }: DimensionFieldsProps) {
  const { t } = useTranslation("sweeps");
  const { name, kind } = dimension;
  const text = (field: "values" | "low" | "high" | "step") => (
    <TextInput
      aria-label={t("fieldOf", { field: t(field), name })}
      placeholder={t(field)}
      className={css.mono}
      value={dimension[field]}
      onText={(typed) => onChange({ ...dimension, [field]: typed })}
    />
  );
  return (
    <fieldset className={css.dimension}>
      <legend className={css.mono}>{name}</legend>
      <Select
        aria-label={t("fieldOf", { field: t("kind"), name })}
        value={kind}
        options={(["values", "range"] as const).map((value) => ({ value, label: t(value) }))}
        onPick={(picked) => onChange({ ...dimension, kind: picked as PlannedDimension["kind"] })}
      />
      {kind === "values" ? (
        text("values")
      ) : (
        <>
          {text("low")}
          {text("high")}
          {!dimension.log && text("step")}
          <label>
            <input
              type="checkbox"
              checked={dimension.log}
              onChange={({ target }) =>
                onChange({ ...dimension, log: target.checked, step: target.checked ? "" : dimension.step })
              }
            />
            {t("log")}
          </label>
        </>
      )}
      <IconButton small label={t("remove", { name })} onClick={onRemove}>
        <X size={14} aria-hidden />
      </IconButton>
    </fieldset>
  );
}
