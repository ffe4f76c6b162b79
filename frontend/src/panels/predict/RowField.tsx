import type { PredictionField } from "@schema";
import { useState } from "react";
import { type Cell, controlOf, pixelsOf, plainNumber, singleCell } from "../../run/predictionRow";
import { Field, TextArea, TextInput } from "../../ui/Field";
import { PixelField } from "./PixelField";
import css from "./PredictPanel.module.css";

interface RowFieldProps {
  field: PredictionField;
  value: Cell;
  onChange: (value: Cell) => void;
}

/** One field of the row, set as its type and shape allow. */
export function RowField({ field, value, onChange }: RowFieldProps) {
  const pixels = pixelsOf(field);
  switch (controlOf(field)) {
    case "pixels":
      return pixels && <PixelField {...{ field, pixels, value, onChange }} />;
    case "number":
      return <NumberControl {...{ field, onChange }} label={field.name} value={singleCell(value)} />;
    case "numbers":
      return (
        <fieldset className={css.numbers}>
          <legend>{field.name}</legend>
          {(Array.isArray(value) ? value : []).map((cell, place) => (
            <NumberControl
              // biome-ignore lint/suspicious/noArrayIndexKey: a place is what tells the numbers apart
              key={place}
              field={field}
              label={`${field.name} ${place}`}
              value={cell}
              onChange={(changed) =>
                onChange((value as Cell[]).map((each, other) => (other === place ? changed : each)))
              }
            />
          ))}
        </fieldset>
      );
    case "text":
      return (
        <Field label={field.name}>
          {(control) => <TextInput {...control} value={String(singleCell(value) ?? "")} onText={onChange} />}
        </Field>
      );
    case "boolean":
      return (
        <label className={css.check}>
          <input
            type="checkbox"
            checked={singleCell(value) === true}
            onChange={(event) => onChange(event.target.checked)}
          />
          {field.name}
        </label>
      );
    default:
      return <JsonField {...{ field, value, onChange }} />;
  }
}

const STEPS = 200;

function NumberControl({ field, label, value, onChange }: RowFieldProps & { label: string }) {
  const { minimum, maximum } = field;
  const step = field.kind === "integer" ? 1 : "any";
  const read = (text: string) => {
    if (text === "" && field.may_be_missing) return onChange(null);
    const number = Number(text);
    if (text !== "" && Number.isFinite(number)) onChange(plainNumber(number));
  };
  return (
    <Field label={label}>
      {(control) => (
        <span className={css.number}>
          <TextInput
            {...control}
            inputMode="decimal"
            value={value === null ? "" : String(value)}
            onText={read}
          />
          {minimum !== null && maximum !== null && minimum < maximum && (
            <input
              type="range"
              aria-label={label}
              min={minimum}
              max={maximum}
              step={step === 1 ? 1 : (maximum - minimum) / STEPS}
              value={typeof value === "number" ? value : minimum}
              onChange={(event) => read(event.target.value)}
            />
          )}
        </span>
      )}
    </Field>
  );
}

/** Whatever has no control of its own, as JSON. */
function JsonField({ field, value, onChange }: RowFieldProps) {
  const [broken, setBroken] = useState(false);
  const read = (text: string) => {
    try {
      onChange(JSON.parse(text));
      setBroken(false);
    } catch {
      setBroken(true);
    }
  };
  return (
    <Field label={field.name} hint={`JSON ${JSON.stringify(field.shape)}`}>
      {(control) => (
        <TextArea {...control} aria-invalid={broken} value={JSON.stringify(value)} onText={read} />
      )}
    </Field>
  );
}
