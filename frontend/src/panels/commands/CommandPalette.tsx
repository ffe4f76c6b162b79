import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { runCommand } from "../../commands/handlers";
import { addRecentCommand, recentCommands } from "../../commands/menuItems";
import { focusLocation } from "../../state/view";
import { classNames } from "../../ui/classNames";
import { Dialog } from "../../ui/Dialog";
import { useCombobox } from "../../ui/useCombobox";
import css from "./CommandPalette.module.css";
import { commandEntries, matchingCommands, matchingNodes, type PaletteEntry } from "./paletteEntries";

/** Search of all available commands, and of the nodes of the document. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("commands");
  const [text, setText] = useState("");
  const picked = useRef<PaletteEntry | null>(null);
  const all = useMemo(() => commandEntries(t, recentCommands()), [t]);
  const entries = useMemo(
    () => (text.trim() === "" ? all : [...matchingCommands(t, all, text), ...matchingNodes(t, text)]),
    [all, text, t],
  );
  const [open, setOpen] = useState(true);
  const {
    place: active,
    begin,
    field: inputProps,
    list: listProps,
    option: optionProps,
  } = useCombobox({
    count: entries.length,
    onPick: (at) => {
      picked.current = entries[at] ?? null;
      setOpen(false);
    },
    onClose: () => setOpen(false),
  });
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
      <input
        {...inputProps}
        className={css.text}
        aria-label={t("palette.title")}
        placeholder={t("palette.placeholder")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          begin();
        }}
      />
      <div {...listProps} role="listbox" className={css.list} aria-label={t("palette.title")}>
        {entries.map((entry, at) => (
          <div
            {...optionProps(at)}
            key={entry.id}
            className={classNames(css.entry, at === active && css.current)}
          >
            <span className={css.checked} aria-hidden>
              {entry.on && "✓"}
            </span>
            <span className={css.title}>{entry.title}</span>
            <span className={css.group}>{entry.group}</span>
            <kbd className={css.keys}>{entry.keys}</kbd>
          </div>
        ))}
      </div>
      {entries.length === 0 && <p className={css.empty}>{t("palette.none", { text: text.trim() })}</p>}
    </Dialog>
  );
}

function runEntry({ action }: PaletteEntry): void {
  if ("command" in action) {
    addRecentCommand(action.command);
    runCommand(action.command);
  } else focusLocation({ node: action.node, model: action.model, edge: null, field: null });
}
