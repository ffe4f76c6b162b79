import { useEffect, useRef, useState } from "react";

interface Draft {
  text: string;
  begin: () => void;
  end: () => void;
  type: (text: string) => void;
}

/**
 * Keeps what is being typed, even where the value that comes back reads differently (`1.` while typing 1.5), and takes
 * over a value from outside: at once when it did not come from these keys (an undo), else when typing ends.
 */
export function useDraft(value: string, onText: (text: string) => void): Draft {
  const [draft, setDraft] = useState(value);
  const [editing, setEditing] = useState(false);
  const [sent, setSent] = useState(value);
  const typed = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each keystroke changes the draft, and is seen once.
  useEffect(() => {
    if (!editing || (value !== sent && !typed.current)) setDraft(value);
    if (value !== sent) setSent(value);
    typed.current = false;
  }, [value, editing, sent, draft]);
  return {
    text: draft,
    begin: () => setEditing(true),
    end: () => setEditing(false),
    type: (text) => {
      typed.current = true;
      setDraft(text);
      onText(text);
    },
  };
}
