import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { runCommand, useHandlers } from "../../commands/handlers";
import { addRecentCommand, recentCommands } from "../../commands/menuItems";
import { useSynonyms } from "../../state/synonyms";
import { focusLocation } from "../../state/view";
import { Combobox } from "../../ui/Combobox";
import { Dialog } from "../../ui/overlays/Dialog";
import css from "./CommandPalette.module.css";
import { commandEntries, matchingCommands, matchingNodes, type PaletteEntry } from "./paletteEntries";

/** Search of all available commands, and of the nodes of the document. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("commands");
  const [text, setText] = useState("");
  const picked = useRef<PaletteEntry | null>(null);
  const handlers = useHandlers((state) => state.handlers);
  const all = useMemo(() => commandEntries(t, recentCommands(), handlers), [t, handlers]);
  const synonyms = useSynonyms();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `synonyms` signals that there are more words to match.
  const entries = useMemo(
    () => (text.trim() === "" ? all : [...matchingCommands(t, all, text), ...matchingNodes(t, text)]),
    [all, text, t, synonyms],
  );
  const [open, setOpen] = useState(true);
  const pick = (index: number) => {
    picked.current = entries[index] ?? null;
    setOpen(false);
  };
  // A command may move the focus: it runs once the dialog has restored it.
  const closed = () => {
    onClose();
    if (picked.current !== null) runEntry(picked.current);
  };
  return (
    <Dialog
      title={t("palette.title")}
      close={t("palette.close")}
      open={open}
      onOpen={setOpen}
      bare
      onClosed={closed}
    >
      <Combobox
        label={t("palette.title")}
        placeholder={t("palette.placeholder")}
        listLabel={t("palette.title")}
        text={text}
        onText={setText}
        options={entries.map((entry) => ({
          id: entry.id,
          className: css.entry,
          content: <EntryText entry={entry} />,
        }))}
        empty={t("palette.none", { text: text.trim() })}
        onPick={pick}
        onClose={() => setOpen(false)}
      />
    </Dialog>
  );
}

function EntryText({ entry }: { entry: PaletteEntry }) {
  return (
    <>
      <span className={css.checked} aria-hidden>
        {entry.on && "✓"}
      </span>
      <span className={css.title}>{entry.title}</span>
      <span className={css.group}>{entry.group}</span>
      <kbd className={css.keys}>{entry.keys}</kbd>
    </>
  );
}

function runEntry({ action }: PaletteEntry): void {
  if ("command" in action) {
    addRecentCommand(action.command);
    runCommand(action.command);
  } else focusLocation({ node: action.node, model: action.model, edge: null, field: null });
}
