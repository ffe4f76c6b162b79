import { useTranslation } from "react-i18next";
import { removeSelected } from "../../store/gestures";
import { nestSelected } from "../../store/nested";
import { Button } from "../../ui/Button";
import css from "./Inspector.module.css";

export function ManyInspector({ count }: { count: number }) {
  const { t } = useTranslation("editor");
  return (
    <>
      <h2 className={css.title}>{t("inspector.many", { count })}</h2>
      <p className={css.text}>{t("inspector.manyHint")}</p>
      <div className={css.actions}>
        <Button onClick={nestSelected}>{t("nested.nest")}</Button>
        <Button onClick={() => removeSelected()}>{t("inspector.delete")}</Button>
      </div>
    </>
  );
}
