import { X } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { hush, useNote } from "../../state/toast";
import { Button, IconButton } from "../../ui/Button";
import css from "./Toast.module.css";

/** Long enough to be read twice. */
const SHOWN_MS = 9000;

/** What there is to say of the last gesture; what offers a choice waits for it, what tells of a loss to be closed. */
export function NoteBar() {
  const { t } = useTranslation("editor");
  const note = useNote((state) => state.note);
  useEffect(() => {
    if (note === null || note.ask !== undefined || note.stays) return;
    const timer = setTimeout(hush, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [note]);
  const { ask } = note ?? {};
  return (
    <div className={css.place} role="status">
      {note !== null && (
        <div className={css.note}>
          <span>{note.key === undefined ? note.text : t(note.key, { ...note.values })}</span>
          {ask !== undefined && (
            <Button
              small
              onClick={() => {
                hush();
                ask.onPick();
              }}
            >
              {t(ask.key)}
            </Button>
          )}
          <IconButton small label={t("nested.close")} onClick={hush}>
            <X size={13} aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
