import type { ScriptHole, ScriptModel } from "@schema";
import { useTranslation } from "react-i18next";
import {
  chooseScriptModel,
  closeScript,
  fillHole,
  openScriptModel,
} from "../../actions/imports/importScript";
import { type ImportedScript, useImportedScript } from "../../state/importedScript";
import { Button } from "../../ui/Button";
import css from "../../ui/DialogForm.module.css";
import { Field, Select, TextInput } from "../../ui/Field";
import { Dialog } from "../../ui/overlays/Dialog";

/** What is to be chosen of a script before it is opened: one of its models, and the numbers that its text leaves open. */
export function ScriptDialog() {
  const { t } = useTranslation("scripts");
  const script = useImportedScript((state) => state.script);
  if (script === null) return null;
  return (
    <Dialog
      title={t("title", { name: script.name })}
      close={t("cancel")}
      open
      onOpen={(open) => {
        if (!open) closeScript();
      }}
    >
      <ScriptForm script={script} />
    </Dialog>
  );
}

function ScriptForm({ script: { found, filled, busy, failed } }: { script: ImportedScript }) {
  const { t } = useTranslation("scripts");
  const { models = [], holes = [] } = found;
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        void openScriptModel();
      }}
    >
      <p className={css.note}>{t("note")}</p>
      {failed !== null && (
        <p className={css.failure} role="alert">
          {failed}
        </p>
      )}
      {models.length > 1 && <ModelField models={models} disabled={busy} />}
      {holes.length > 0 && <p className={css.note}>{t("holes")}</p>}
      {holes.map((hole) => (
        <HoleField key={hole.key} hole={hole} value={filled[hole.key] ?? ""} />
      ))}
      <footer className={css.footer}>
        <Button onClick={closeScript}>{t("cancel")}</Button>
        <Button type="submit" look="primary" disabled={busy}>
          {t("open")}
        </Button>
      </footer>
    </form>
  );
}

function ModelField({ models, disabled }: { models: readonly ScriptModel[]; disabled: boolean }) {
  const { t } = useTranslation("scripts");
  const place = usePlace();
  return (
    <Field label={t("model")} hint={t("modelHint")}>
      {(control) => (
        <Select
          {...control}
          disabled={disabled}
          value={models.find(({ chosen }) => chosen)?.name ?? ""}
          options={models.map((model) => ({
            value: model.name,
            label: t(model.part ? "part" : "whole", { name: model.name, place: place(model) }),
          }))}
          onPick={(name) => void chooseScriptModel(name)}
        />
      )}
    </Field>
  );
}

function HoleField({ hole, value }: { hole: ScriptHole; value: string }) {
  const { t } = useTranslation("scripts");
  const place = usePlace();
  const hint = hole.name === hole.key ? place(hole) : t("hole", { expression: hole.key, place: place(hole) });
  return (
    <Field label={hole.name} hint={hint}>
      {(control) => (
        <TextInput
          {...control}
          value={value}
          inputMode={hole.kind === "size" ? "numeric" : "text"}
          placeholder={t(hole.kind)}
          pattern={hole.kind === "size" ? "\\s*\\d+\\s*" : "[\\s\\d,\\(\\)\\[\\]]*"}
          title={t(hole.kind)}
          onText={(text) => fillHole(hole.key, text)}
        />
      )}
    </Field>
  );
}

function usePlace() {
  const { t } = useTranslation("scripts");
  return ({ line, cell }: { line: number; cell?: number | null }) =>
    cell === null || cell === undefined ? t("line", { line }) : t("cell", { line, cell });
}
