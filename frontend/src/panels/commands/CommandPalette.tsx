import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { runCommand } from "../../commands/handlers";
import { addRecentCommand, recentCommands } from "../../commands/recentCommands";
import { focusLocation } from "../../state/view";
import { classNames } from "../../ui/classNames";
import { Dialog } from "../../ui/Dialog";
import { useCombobox } from "../../ui/useCombobox";
import css from "./CommandPalette.module.css";
import { commandLines, foundCommands, foundNodes, type Line } from "./paletteEntries";

/** Every command that can be done now, found by typing; and the nodes of the document, to go to. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("commands");
  const [text, setText] = useState("");
  const picked = useRef<Line | null>(null);
  const all = useMemo(() => commandLines(t, recentCommands()), [t]);
  const lines = useMemo(
    () => (text.trim() === "" ? all : [...foundCommands(t, all, text), ...foundNodes(t, text)]),
    [all, text, t],
  );
  const [open, setOpen] = useState(true);
  const { place, begin, field, list, option } = useCombobox({
    count: lines.length,
    onPick: (at) => {
      picked.current = lines[at] ?? null;
      setOpen(false);
    },
    onClose: () => setOpen(false),
  });
  // A command may want the focus: it is done once the window has given it back.
  const closed = () => {
    onClose();
    if (picked.current !== null) act(picked.current);
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
        {...field}
        className={css.text}
        aria-label={t("palette.title")}
        placeholder={t("palette.placeholder")}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          begin();
        }}
      />
      <div {...list} role="listbox" className={css.list} aria-label={t("palette.title")}>
        {lines.map((line, at) => (
          <div {...option(at)} key={line.id} className={classNames(css.line, at === place && css.current)}>
            <span className={css.on} aria-hidden>
              {line.on && "✓"}
            </span>
            <span className={css.title}>{line.title}</span>
            <span className={css.group}>{line.group}</span>
            <kbd className={css.keys}>{line.keys}</kbd>
          </div>
        ))}
      </div>
      {lines.length === 0 && <p className={css.none}>{t("palette.none", { text: text.trim() })}</p>}
    </Dialog>
  );
}

function act({ does }: Line): void {
  if ("command" in does) {
    addRecentCommand(does.command);
    runCommand(does.command);
  } else focusLocation({ node: does.node, model: does.model, edge: null, field: null });
}
