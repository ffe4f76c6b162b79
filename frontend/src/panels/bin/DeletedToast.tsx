import { X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { undoDeletion } from "../../actions/restoreDeleted";
import { type Deletion, offerUndo, openBin, useBin } from "../../state/bin";
import { Button, IconButton } from "../../ui/Button";
import css from "./Bin.module.css";
import { deletedText, usedByText } from "./binText";

const SHOWN_MS = 10_000;

/** Says what was just deleted, with a button that undoes it. Stays while it is hovered or focused. */
export function DeletedToast({ deleted }: { deleted: Deletion }) {
  const { t, i18n } = useTranslation("bin");
  const failed = useBin((state) => state.failed);
  const [busy, setBusy] = useState(false);
  const toast = useRef<HTMLDivElement>(null);
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The focused element was deleted.
    if (document.activeElement === null || document.activeElement === document.body) undo.current?.focus();
  }, []);
  useEffect(() => {
    const isUsed = () => toast.current?.matches(":hover, :has(:focus-visible)") === true;
    const dismiss = () => {
      if (isUsed()) timer = setTimeout(dismiss, SHOWN_MS / 4);
      else offerUndo(null);
    };
    let timer = setTimeout(dismiss, SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  const undoDelete = async () => {
    setBusy(true);
    if (await undoDeletion(deleted)) offerUndo(null);
    setBusy(false);
  };
  const used = usedByText(t, i18n.language, deleted.item);
  return (
    <div className={css.toast} ref={toast}>
      <p className={css.text}>
        {failed === null ? deletedText(t, deleted.item) : t("failed", { message: failed })}
        {used !== null && failed === null && <span className={css.used}>{used}</span>}
      </p>
      <Button small look="primary" ref={undo} disabled={busy} onClick={() => void undoDelete()}>
        {t("undo")}
      </Button>
      <Button small look="quiet" onClick={openBin}>
        {t("title")}
      </Button>
      <IconButton small label={t("close")} onClick={() => offerUndo(null)}>
        <X size={13} aria-hidden />
      </IconButton>
    </div>
  );
}
