import type { Checkpoint } from "@schema";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { uploadFile } from "../../api/datasets";
import { serverMessage } from "../../api/request";
import { predictFile } from "../../api/runs";
import { Button } from "../../ui/Button";
import { fileStem, saveFile } from "../../ui/saveFile";
import { DATA_ENDINGS } from "../files/dataFiles";
import css from "./PredictPanel.module.css";

/** Predicts all rows of a file, and saves them with the predictions beside as another. */
export function FilePrediction({ id, checkpoint }: { id: string; checkpoint: Checkpoint }) {
  const { t } = useTranslation("predict");
  const chooser = useRef<HTMLInputElement>(null);
  const aborting = useRef(new AbortController());
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => () => aborting.current.abort(new DOMException("left", "AbortError")), []);
  const predict = async (file: File | undefined) => {
    if (file === undefined) return;
    const { signal } = aborting.current;
    setBusy(true);
    setFailed(null);
    try {
      const upload = crypto.randomUUID();
      await uploadFile(upload, file, () => undefined, signal);
      const found = await predictFile(id, upload, checkpoint, signal);
      saveFile(found as Blob, `${fileStem(file.name.replace(/\.[^.]*$/, ""), "rows")}-predicted.csv`);
    } catch (error) {
      if (!signal.aborted) setFailed(serverMessage(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button small disabled={busy} onClick={() => chooser.current?.click()}>
        {t(busy ? "predictingFile" : "predictFile")}
      </Button>
      <input
        ref={chooser}
        type="file"
        accept={DATA_ENDINGS.join(",")}
        aria-label={t("predictFile")}
        hidden
        onChange={(event) => {
          void predict(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      {failed !== null && (
        <p className={css.failed} role="alert">
          {failed}
        </p>
      )}
    </>
  );
}
