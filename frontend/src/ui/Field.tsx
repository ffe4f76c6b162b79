import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  useEffect,
  useId,
  useState,
} from "react";
import { classes } from "./classes";
import css from "./Field.module.css";

interface FieldProps {
  label: string;
  /** A sentence below: what is expected. */
  hint?: string;
  /** What is wrong; read out with the field. */
  error?: string;
  className?: string;
  /** Draws the control; give it the id and the two aria attributes. */
  children: (control: { id: string; "aria-invalid": boolean; "aria-describedby"?: string }) => ReactNode;
}

/** A label, a control and what is said about it. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  const noteId = note === undefined ? undefined : `${id}-note`;
  return (
    <div className={classes(css.field, className)}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      {children({ id, "aria-invalid": error !== undefined, "aria-describedby": noteId })}
      {note !== undefined && (
        <span id={noteId} className={error === undefined ? css.hint : css.error}>
          {note}
        </span>
      )}
    </div>
  );
}

interface TextInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange"> {
  value: string;
  /** Called with every keystroke. */
  onText: (text: string) => void;
  ref?: Ref<HTMLInputElement>;
}

/**
 * A text box that keeps what is being typed, even where the value that comes back reads differently
 * (`1.` while typing 1.5), and takes over a value from outside when it is not being edited.
 */
export function TextInput({ value, onText, className, onFocus, onBlur, ...rest }: TextInputProps) {
  const [draft, setDraft] = useState(value);
  const [editing, setEditing] = useState(false);
  const [sent, setSent] = useState(value);
  useEffect(() => {
    // While editing, only a change that did not come from these keys (an undo) replaces the draft.
    if (!editing || value !== sent) {
      setDraft(value);
      setSent(value);
    }
  }, [value, editing, sent]);
  return (
    <input
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={classes(css.control, className)}
      value={draft}
      onFocus={(event) => {
        setEditing(true);
        setSent(value);
        onFocus?.(event);
      }}
      onBlur={(event) => {
        setEditing(false);
        onBlur?.(event);
      }}
      onChange={(event) => {
        const text = event.target.value;
        setDraft(text);
        onText(text);
      }}
    />
  );
}

interface SelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, "value" | "onChange"> {
  value: string;
  options: readonly { value: string; label: string }[];
  onPick: (value: string) => void;
}

/** One of a list. A value that is not in the list is shown all the same, first. */
export function Select({ value, options, onPick, className, ...rest }: SelectProps) {
  const known = options.some((option) => option.value === value);
  return (
    <select
      {...rest}
      className={classes(css.control, css.select, className)}
      value={value}
      onChange={(event) => onPick(event.target.value)}
    >
      {!known && <option value={value}>{value}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
