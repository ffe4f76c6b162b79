import type { DatasetInfo } from "@schema";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { deleteDataset } from "../../api/datasets";
import { serverMessage } from "../../api/request";
import { loadDatasets } from "../../state/data/datasets";
import { showToast } from "../../state/toast";
import { Button } from "../../ui/Button";
import { addDataFile } from "../files/documentFiles";
import css from "./DataPanel.module.css";
import { RowsDialog } from "./RowsDialog";

/** Adds a data set from a file, and deletes the chosen one if it was added so. */
export function DatasetButtons({ dataset }: { dataset: DatasetInfo | undefined }) {
  const { t } = useTranslation("datasets");
  const [looking, setLooking] = useState(false);
  const [confirming, setConfirming] = useState<string | null>(null);
  const added = dataset !== undefined && dataset.versions.length > 0;
  if (added && confirming === dataset.name) {
    return (
      <div className={css.buttons}>
        <p>{t("deleteSure", { name: dataset.name })}</p>
        <Button small autoFocus onClick={() => setConfirming(null)}>
          {t("keep")}
        </Button>
        <Button small look="danger" onClick={() => void remove(dataset.name)}>
          {t("delete")}
        </Button>
      </div>
    );
  }
  return (
    <div className={css.buttons}>
      <Button small onClick={() => void addDataFile()}>
        {t("addData")}
      </Button>
      {added && (
        <Button small onClick={() => setLooking(true)}>
          {t("rows.look")}
        </Button>
      )}
      {added && (
        <Button
          small
          look="quiet"
          aria-label={t("deleteNamed", { name: dataset.name })}
          onClick={() => setConfirming(dataset.name)}
        >
          {t("delete")}
        </Button>
      )}
      {added && looking && <RowsDialog dataset={dataset} onClose={() => setLooking(false)} />}
    </div>
  );
}

async function remove(name: string): Promise<void> {
  try {
    await deleteDataset(name);
  } catch (error) {
    showToast({ text: serverMessage(error), persistent: true });
  }
  await loadDatasets();
}
