import { X } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { hideToast, useToast } from "../../state/toast";
import { Button, IconButton } from "../../ui/Button";
import css from "./Toast.module.css";

/** How long a toast is shown: enough to read it twice. */
const SHOWN_MS = 9000;

/** The toast about the last action. One with a button, or about something lost, stays until it is closed. */
export function Toast() {
  const { t } = useTranslation("editor");
  const toast = useToast((state) => state.toast);
  useEffect(() => {
    if (toast === null || toast.action !== undefined || toast.persistent) return;
    const timer = setTimeout(hideToast, SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  const { action } = toast ?? {};
  return (
    <div className={css.region} role="status">
      {toast !== null && (
        <div className={css.toast}>
          <span>{toast.key === undefined ? toast.text : t(toast.key, { ...toast.values })}</span>
          {action !== undefined && (
            <Button
              small
              onClick={() => {
                hideToast();
                action.onPick();
              }}
            >
              {t(action.key)}
            </Button>
          )}
          <IconButton small label={t("nested.close")} onClick={hideToast}>
            <X size={13} aria-hidden />
          </IconButton>
        </div>
      )}
    </div>
  );
}
