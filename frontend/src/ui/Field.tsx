import {
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from "react";
import { classNames } from "./classNames";
import css from "./Field.module.css";
import { useDraft } from "./useDraft";

/** What is said of a field; only an error makes its value invalid, and a hint says what remains to be chosen. */
export interface FieldNote {
  severity: "error" | "warning" | "hint";
  text: string;
}

interface FieldProps {
  label: string;
  /** A sentence below: what is expected. */
  hint?: string | undefined;
  /** What is wrong, in the place of the hint; read out with the field. */
  problem?: FieldNote | undefined;
  className?: string;
  /** A small thing beside the label. The keyboard comes to it after the control. */
  aside?: ReactNode;
  /** Whether the control is on one line with the label. */
  inline?: boolean;
  /** Draws the control; give it the id and the two aria attributes. */
  children: (control: { id: string; "aria-invalid": boolean; "aria-describedby"?: string }) => ReactNode;
}

/** A label, a control and what is said about it. */
export function Field({ label, hint, problem, className, aside, inline, children }: FieldProps) {
  const id = useId();
  const note = problem?.text ?? hint;
  const noteId = note === undefined ? undefined : `${id}-note`;
  return (
    <div className={classNames(css.field, !aside && css.alone, inline && css.inline, className)}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <div className={css.controls}>
        {children({ id, "aria-invalid": problem?.severity === "error", "aria-describedby": noteId })}
      </div>
      {note !== undefined && (
        <span id={noteId} className={classNames(css.note, css[problem?.severity ?? "hint"])}>
          {note}
        </span>
      )}
      {aside && <div className={css.aside}>{aside}</div>}
    </div>
  );
}

interface TextInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "value" | "onChange"> {
  value: string;
  /** Called with every keystroke. */
  onText: (text: string) => void;
  ref?: Ref<HTMLInputElement>;
}

/** A text box that keeps what is being typed. */
export function TextInput({ value, onText, className, onFocus, onBlur, ...rest }: TextInputProps) {
  const draft = useDraft(value, onText);
  return (
    <input
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={classNames(css.control, className)}
      value={draft.text}
      onFocus={(event) => {
        draft.begin();
        onFocus?.(event);
      }}
      onBlur={(event) => {
        draft.end();
        onBlur?.(event);
      }}
      onChange={(event) => draft.type(event.target.value)}
    />
  );
}

interface TextAreaProps extends Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "value" | "onChange"> {
  value: string;
  /** Called with every keystroke. */
  onText: (text: string) => void;
}

/** A text box of several lines that keeps what is being typed. */
export function TextArea({ value, onText, className, ...rest }: TextAreaProps) {
  const draft = useDraft(value, onText);
  return (
    <textarea
      autoComplete="off"
      spellCheck={false}
      rows={4}
      {...rest}
      className={classNames(css.control, css.area, className)}
      value={draft.text}
      onFocus={draft.begin}
      onBlur={draft.end}
      onChange={(event) => draft.type(event.target.value)}
    />
  );
}

export interface Option {
  value: string;
  label: string;
  /** Options that follow one another under one name are grouped under it. */
  group?: string | undefined;
}

interface SelectProps extends Omit<SelectHTMLAttributes<HTMLSelectElement>, "value" | "onChange"> {
  value: string;
  options: readonly Option[];
  onPick: (value: string) => void;
}

/** One of a list. A value that is not in the list is shown all the same, first. */
export function Select({ value, options, onPick, className, ...rest }: SelectProps) {
  const known = options.some((option) => option.value === value);
  return (
    <select
      {...rest}
      className={classNames(css.control, css.select, className)}
      value={value}
      onChange={(event) => onPick(event.target.value)}
    >
      {!known && <option value={value}>{value}</option>}
      {grouped(options).map(({ group, inside }) =>
        group === undefined ? (
          inside.map(optionElement)
        ) : (
          <optgroup key={group} label={group}>
            {inside.map(optionElement)}
          </optgroup>
        ),
      )}
    </select>
  );
}

function optionElement({ value, label }: Option) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  );
}

function grouped(options: readonly Option[]): { group: string | undefined; inside: Option[] }[] {
  const groups: { group: string | undefined; inside: Option[] }[] = [];
  for (const option of options) {
    const last = groups.at(-1);
    if (last !== undefined && last.group === option.group) last.inside.push(option);
    else groups.push({ group: option.group, inside: [option] });
  }
  return groups;
}
