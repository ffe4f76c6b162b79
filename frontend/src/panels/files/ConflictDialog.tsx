import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keepBoth, keepMine } from "../../actions/resolveConflict";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/overlays/Dialog";
import css from "./ConflictDialog.module.css";

/** Shown when a document was saved elsewhere too: keeps either version or both. Mounted while there are two. */
export function ConflictDialog() {
  const { t } = useTranslation("editor");
  const [open, setOpen] = useState(true);
  const [failure, setFailure] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const attempt = (work: Promise<void>) => {
    setBusy(true);
    void work
      .then(
        () => setOpen(false),
        (error: Error) => setFailure(error.message),
      )
      .finally(() => setBusy(false));
  };
  return (
    <Dialog title={t("conflict.title")} close={t("conflict.later")} open={open} onOpen={setOpen}>
      <p>{t("conflict.text")}</p>
      {failure !== null && <p role="alert">{failure}</p>}
      <div className={css.choices}>
        <Button look="primary" disabled={busy} onClick={() => attempt(keepMine())}>
          {t("conflict.mine")}
        </Button>
        <Button disabled={busy} onClick={() => attempt(keepBoth((name) => t("conflict.copyName", { name })))}>
          {t("conflict.both")}
        </Button>
      </div>
    </Dialog>
  );
}
