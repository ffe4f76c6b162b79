import { type KeyboardEvent, useEffect, useId, useState } from "react";

interface Combobox {
  count: number;
  onPick: (place: number) => void;
  /** Called by Escape, and by Tab. */
  onClose: () => void;
}

/** A text field that walks the list below it; the focus stays in the field. Of the list, one option is current. */
export function useCombobox({ count, onPick, onClose }: Combobox) {
  const id = useId();
  const [chosen, setPlace] = useState(0);
  const place = Math.max(0, Math.min(chosen, count - 1));
  const optionId = (of: number) => `${id}-${of}`;

  useEffect(() => {
    document.getElementById(`${id}-${place}`)?.scrollIntoView({ block: "nearest" });
  }, [id, place]);

  const onKeyDown = (event: KeyboardEvent) => {
    // Enter ends a syllable or a word that is being written; it picks nothing then.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setPlace((place + 1) % Math.max(count, 1));
    else if (event.key === "ArrowUp") setPlace((place - 1 + count) % Math.max(count, 1));
    else if (event.key === "Enter" && count > 0) onPick(place);
    else if (event.key === "Escape" || event.key === "Tab") onClose();
    else return;
    event.preventDefault();
  };
  return {
    place,
    /** Makes the first option the current one. */
    begin: () => setPlace(0),
    field: {
      role: "combobox",
      "aria-expanded": true,
      "aria-controls": id,
      "aria-autocomplete": "list",
      "aria-activedescendant": count === 0 ? undefined : optionId(place),
      autoComplete: "off",
      spellCheck: false,
      onKeyDown,
    } as const,
    /** Props of the list, whose role is `listbox`. */
    list: { id },
    option: (of: number) =>
      ({
        id: optionId(of),
        role: "option",
        tabIndex: -1,
        "aria-selected": of === place,
        onClick: () => onPick(of),
      }) as const,
  };
}
