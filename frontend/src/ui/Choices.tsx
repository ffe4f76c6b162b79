import css from "./Choices.module.css";

interface ChoicesProps<T extends string> {
  label: string;
  current: T;
  options: readonly { value: T; label: string }[];
  onPick: (value: T) => void;
}

/** One of a few, side by side. */
export function Choices<T extends string>({ label, current, options, onPick }: ChoicesProps<T>) {
  return (
    <fieldset className={css.choices} aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={css.choice}
          aria-pressed={option.value === current}
          onClick={() => onPick(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
