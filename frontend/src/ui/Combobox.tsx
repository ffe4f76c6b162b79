import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from "react";
import css from "./Combobox.module.css";
import { classNames } from "./classNames";
import { hasModifier } from "./modifiers";

export interface ComboboxOption {
  id: string;
  content: ReactNode;
  className?: string | undefined;
  /** Shown, but not picked. */
  disabled?: boolean;
}

interface ComboboxProps {
  /** The accessible name of the text field. */
  label: string;
  placeholder: string;
  /** The accessible name of the list. */
  listLabel: string;
  text: string;
  onText: (text: string) => void;
  options: readonly ComboboxOption[];
  /** Shown in place of options where there are none. */
  empty: string;
  onPick: (index: number) => void;
  /** Called by Escape, and by Tab. */
  onClose: () => void;
  compact?: boolean;
}

/**
 * A text field with a list of options below it. The focus stays in the field: the arrow keys move through the options, Enter
 * picks the current one, and typing makes the first one current.
 */
export function Combobox({ text, onText, options, onPick, onClose, compact, ...texts }: ComboboxProps) {
  const id = useId();
  const [chosen, setChosen] = useState(0);
  const count = options.length;
  const current = Math.max(0, Math.min(chosen, count - 1));
  const optionId = (index: number) => `${id}-${index}`;

  useEffect(() => {
    document.getElementById(`${id}-${current}`)?.scrollIntoView({ block: "nearest" });
  }, [id, current]);

  const pick = (index: number) => {
    if (options[index]?.disabled !== true) onPick(index);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter ends a syllable or a word that is being written; it picks nothing then.
    if (event.nativeEvent.isComposing) return;
    // Ctrl-Enter is a command of the page, which goes on without the list.
    if (event.key === "Enter" && hasModifier(event)) return onClose();
    if (event.key === "ArrowDown") setChosen((current + 1) % Math.max(count, 1));
    else if (event.key === "ArrowUp") setChosen((current - 1 + count) % Math.max(count, 1));
    else if (event.key === "Enter" && count > 0) pick(current);
    else if (event.key === "Escape" || event.key === "Tab") onClose();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <input
        // biome-ignore lint/a11y/noAutofocus: the person asked for this field with a key or a gesture.
        autoFocus
        autoComplete="off"
        spellCheck={false}
        className={classNames(css.text, compact && css.compactText)}
        role="combobox"
        aria-expanded
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={count === 0 ? undefined : optionId(current)}
        aria-label={texts.label}
        placeholder={texts.placeholder}
        value={text}
        onChange={(event) => {
          onText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        id={id}
        role="listbox"
        className={classNames(css.list, compact && css.compactList)}
        aria-label={texts.listLabel}
      >
        {options.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the field, which keeps the focus.
          <div
            key={option.id}
            id={optionId(index)}
            role="option"
            tabIndex={-1}
            className={classNames(css.option, option.className, index === current && css.current)}
            aria-selected={index === current}
            aria-disabled={option.disabled}
            onClick={() => pick(index)}
          >
            {option.content}
          </div>
        ))}
      </div>
      {count === 0 && <p className={classNames(css.empty, compact && css.compactEmpty)}>{texts.empty}</p>}
    </>
  );
}
