import { useTranslation } from "react-i18next";
import { useDocument } from "../../state/document";
import { Button } from "../../ui/Button";
import { useSetField } from "../inspector/fields/useSetField";
import css from "./Settings.module.css";

/** The file whose weights the model starts from, and a way back to drawn weights. Nothing where there is none. */
export function StartWeightsNote() {
  const { t } = useTranslation("training");
  const [first] = useDocument((state) => state.document.weights) ?? [];
  const setField = useSetField();
  if (first === undefined) return null;
  return (
    <div className={css.group}>
      <p>{t("settings.startWeights", { name: first.name ?? first.file })}</p>
      <Button small onClick={() => setField(["weights"], undefined)}>
        {t("settings.removeStartWeights")}
      </Button>
    </div>
  );
}
