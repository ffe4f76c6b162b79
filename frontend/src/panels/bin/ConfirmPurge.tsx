import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button";
import css from "./Bin.module.css";

interface ConfirmPurgeProps {
  question: string;
  onYes: () => void;
  onNo: () => void;
}

/** Asks before something is deleted permanently; the safe answer has the focus. */
export function ConfirmPurge({ question, onYes, onNo }: ConfirmPurgeProps) {
  const { t } = useTranslation("bin");
  return (
    <div className={css.confirm}>
      <p className={css.text}>{question}</p>
      <Button small look="danger" onClick={onYes}>
        {t("purge")}
      </Button>
      <Button small autoFocus onClick={onNo}>
        {t("keep")}
      </Button>
    </div>
  );
}
