import { X } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { hush, useNote } from "../../state/toast";
import { Button, IconButton } from "../../ui/Button";
import css from "./Toast.module.css";

/** Long enough to be read twice. */
const SHOWN_MS = 9000;

/** What there is to say of the last gesture; what offers a choice waits for it, what tells of a loss to be closed. */
export function Toast() {
  const { t } = useTranslation("editor");
  const toast = useNote((state) => state.note);
  useEffect(() => {
    if (toast === null || toast.ask !== undefined || toast.stays) return;
    const timer = setTimeout(hush, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  const { ask } = toast ?? {};
  return (
    <div className={css.place} role="status">
      {toast !== null && (
        <div className={css.note}>
          <span>{toast.key === undefined ? toast.text : t(toast.key, { ...toast.values })}</span>
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
