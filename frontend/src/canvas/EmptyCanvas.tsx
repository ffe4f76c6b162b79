import { useTranslation } from "react-i18next";
import { runCommand } from "../commands/handlers";
import { Button } from "../ui/Button";
import css from "./Canvas.module.css";

/** Shown on a canvas without nodes: how to start. */
export function EmptyCanvas() {
  const { t } = useTranslation("editor");
  return (
    <div className={css.empty}>
      <p>{t("canvas.empty")}</p>
      <Button small onClick={() => runCommand("file.start")}>
        {t("canvas.examples")}
      </Button>
    </div>
  );
}
