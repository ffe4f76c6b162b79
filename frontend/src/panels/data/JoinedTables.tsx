import type { DatasetInfo } from "@schema";
import { X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { joinEdits, joinsOf } from "../../document/joins";
import { useCheck, useFieldProblems } from "../../state/check";
import { useDatasets } from "../../state/data/datasets";
import { useDocument } from "../../state/document";
import { Button, IconButton } from "../../ui/Button";
import { Field, Select } from "../../ui/Field";
import { countText } from "../../ui/numbers";
import css from "./DataPanel.module.css";

/** The tables that are joined to the data by keys, how many rows find no partner there, and a form for another one. */
export function JoinedTables({ dataset }: { dataset: DatasetInfo }) {
  const { t } = useTranslation("datasets");
  const joins = useDocument(({ document }) => joinsOf(document));
  const editDocument = useDocument((state) => state.editDocument);
  const found = useCheck((state) => state.report?.rows?.joined);
  const problem = useFieldProblems();
  const others = (useDatasets((state) => state.datasets) ?? []).filter(
    ({ name, follows_model }) => name !== dataset.name && !follows_model,
  );
  const [adding, setAdding] = useState(false);
  if (joins.length === 0 && others.every(({ versions }) => versions.length === 0)) return null;
  return (
    <section className={css.section} aria-label={t("joined.title")}>
      <h3 className={css.heading}>{t("joined.title")}</h3>
      {joins.map((join, place) => {
        const alone = found?.[place]?.alone ?? 0;
        const wrong = problem(`data.joined.${place}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a join is known by its place; two may be alike.
          <div key={place}>
            <p className={css.recipe}>
              <span>
                <strong>{join.dataset}</strong>{" "}
                {Object.entries(join.on ?? {})
                  .map(([own, other]) => `${own} = ${other}`)
                  .join(", ")}
              </span>
              <IconButton
                small
                label={t("joined.remove", { name: join.dataset })}
                onClick={() => editDocument(joinEdits(joins.filter((_, other) => other !== place)))}
              >
                <X size={13} aria-hidden />
              </IconButton>
            </p>
            {alone > 0 && (
              <p className={css.text} role="status">
                {t("joined.alone", { rows: countText(alone) })}
              </p>
            )}
            {wrong !== undefined && (
              <p className={css.wrong} role="alert">
                {wrong.text}
              </p>
            )}
          </div>
        );
      })}
      {adding ? (
        <JoinForm dataset={dataset} others={others} onDone={() => setAdding(false)} />
      ) : (
        <Button small onClick={() => setAdding(true)}>
          {t("joined.add")}
        </Button>
      )}
    </section>
  );
}

interface JoinFormProps {
  dataset: DatasetInfo;
  others: readonly DatasetInfo[];
  onDone: () => void;
}

/** Which table, and which of its columns equals which of ours. */
function JoinForm({ dataset, others, onDone }: JoinFormProps) {
  const { t } = useTranslation("datasets");
  const [name, setName] = useState(others.find(({ versions }) => versions.length > 0)?.name ?? "");
  const fields = others.find((each) => each.name === name)?.fields ?? [];
  const shared = dataset.fields.find((own) => fields.some((each) => each.name === own.name))?.name;
  const [own, setOwn] = useState<string | null>(null);
  const [other, setOther] = useState<string | null>(null);
  const key = own ?? shared ?? dataset.fields[0]?.name ?? "";
  const partner = other ?? shared ?? fields[0]?.name ?? "";
  const add = () => {
    const { document, editDocument } = useDocument.getState();
    editDocument(joinEdits([...joinsOf(document), { dataset: name, on: { [key]: partner } }]));
    onDone();
  };
  const options = (list: readonly { name: string }[]) =>
    list.map((each) => ({ value: each.name, label: each.name }));
  return (
    <>
      <Field label={t("joined.table")} problem={undefined}>
        {(control) => (
          <Select
            {...control}
            value={name}
            options={options(others)}
            onPick={(picked) => {
              setName(picked);
              setOther(null);
            }}
          />
        )}
      </Field>
      <Field label={t("joined.own")} problem={undefined}>
        {(control) => <Select {...control} value={key} options={options(dataset.fields)} onPick={setOwn} />}
      </Field>
      <Field label={t("joined.other", { name })} problem={undefined}>
        {(control) => <Select {...control} value={partner} options={options(fields)} onPick={setOther} />}
      </Field>
      <span className={css.buttons} data-roomy>
        <Button small onClick={add} disabled={name === "" || partner === ""}>
          {t("joined.join")}
        </Button>
        <Button small look="quiet" onClick={onDone}>
          {t("joined.cancel")}
        </Button>
      </span>
    </>
  );
}
