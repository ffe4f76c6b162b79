import type { TablePreview } from "@schema";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { cancelAdding, confirmAdding } from "../../actions/addDataset";
import { type AddedFile, updateAddedFile, useAddDataset } from "../../state/data/addDataset";
import { Button } from "../../ui/Button";
import formCss from "../../ui/DialogForm.module.css";
import { Field, TextInput } from "../../ui/Field";
import { bytesText, countText, percentText } from "../../ui/numbers";
import { Dialog } from "../../ui/overlays/Dialog";
import css from "./AddData.module.css";
import { DialectForm } from "./DialectForm";
import { PreviewTable } from "./PreviewTable";

/** A file on its way to become a data set: how far it has come, its first rows, and how it is read. */
export function AddDataDialog() {
  const { t } = useTranslation("datasets");
  const file = useAddDataset((state) => state.file);
  if (file === null) return null;
  return (
    <Dialog
      title={t("add.title", { name: file.name })}
      close={t("add.cancel")}
      wide
      open
      onOpen={(open) => {
        if (!open) cancelAdding();
      }}
    >
      <AddDataForm key={file.id} file={file} />
    </Dialog>
  );
}

function AddDataForm({ file }: { file: AddedFile }) {
  const { t } = useTranslation("datasets");
  const [name, setName] = useState("");
  const { preview, failed, progress } = file;
  const adding = progress !== null;
  return (
    <form
      className={formCss.form}
      onSubmit={(event) => {
        event.preventDefault();
        void confirmAdding(name === "" ? null : name);
      }}
    >
      {failed !== null && (
        <p className={formCss.failure} role="alert">
          {failed}
        </p>
      )}
      {preview === null && failed === null && <UploadProgress file={file} />}
      {preview !== null && (
        <>
          <p className={formCss.note}>{summary(t, preview)}</p>
          <DialectForm source={preview.source} disabled={adding} />
          <PreviewTable preview={preview} disabled={adding} />
          {file.node === null && (
            <label className={css.draws}>
              <input
                type="checkbox"
                disabled={adding}
                checked={file.draws}
                onChange={({ target }) => updateAddedFile(file.id, { draws: target.checked })}
              />
              {t("add.draws")}
            </label>
          )}
        </>
      )}
      <footer className={formCss.footer}>
        {adding ? (
          <ProgressBar label={t("add.reading")} share={progress} />
        ) : (
          <Field label={t("add.name")} className={css.name}>
            {(control) => (
              <TextInput
                {...control}
                value={name}
                placeholder={t("add.nameFromFile")}
                pattern="[a-z0-9][a-z0-9_\-]{0,63}"
                title={t("add.nameRule")}
                onText={setName}
              />
            )}
          </Field>
        )}
        <Button onClick={cancelAdding}>{t("add.cancel")}</Button>
        <Button type="submit" look="primary" disabled={preview === null || failed !== null || adding}>
          {t("add.confirm")}
        </Button>
      </footer>
    </form>
  );
}

function UploadProgress({ file: { received, size } }: { file: AddedFile }) {
  const { t } = useTranslation("datasets");
  if (received === size) return <p className={formCss.note}>{t("add.looking")}</p>;
  const label = t("add.sending", { received: bytesText(received), size: bytesText(size) });
  return <ProgressBar label={label} share={received / size} />;
}

function ProgressBar({ label, share }: { label: string; share: number }) {
  const id = useId();
  return (
    <div className={css.progress}>
      <span id={id}>{label}</span>
      <progress aria-labelledby={id} value={share} max={1}>
        {percentText(share)}
      </progress>
    </div>
  );
}

type Translate = ReturnType<typeof useTranslation>["t"];

function summary(t: Translate, { whole, rows_read, columns }: TablePreview): string {
  const counts = { rows: countText(rows_read), columns: countText(columns.length) };
  return whole ? t("add.whole", counts) : t("add.beginning", counts);
}
