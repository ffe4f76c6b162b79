import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Deletion } from "../../state/bin";
import { Button } from "../../ui/Button";
import css from "./Bin.module.css";
import { deletedText, usedByText } from "./binText";

/** Replaces a deleted row of a list by a button that undoes it, so that no other row moves under the pointer. */
export function DeletedRow({ deleted, onUndo }: { deleted: Deletion; onUndo: (deleted: Deletion) => void }) {
  const { t, i18n } = useTranslation("bin");
  const undo = useRef<HTMLButtonElement>(null);
  useEffect(() => undo.current?.focus({ preventScroll: true }), []);
  const used = usedByText(t, i18n.language, deleted.item);
  return (
    <div className={css.deleted} role="status">
      <p className={css.text}>
        {deletedText(t, deleted.item)} {used}
      </p>
      <Button
        small
        ref={undo}
        aria-label={t("undoNamed", { name: deleted.item.name })}
        onClick={() => onUndo(deleted)}
      >
        {t("undo")}
      </Button>
    </div>
  );
}
