import { useTranslation } from "react-i18next";
import { trainingOf } from "../../document/training";
import type { Edit, Json } from "../../document/types";
import { useFieldProblems } from "../../state/check";
import { useDatasets } from "../../state/data/datasets";
import { useDocument } from "../../state/document";
import { Field, Select } from "../../ui/Field";
import { NumberField } from "../inspector/fields/NumberField";
import { useSetField } from "../inspector/fields/useSetField";
import css from "./Settings.module.css";

/** How rows come into the shares, as the contract has it; those that go by a column, and those that are drawn. */
const WAYS = ["random", "stratified", "group", "time", "last"] as const;
const BY_COLUMN = new Set<string>(["stratified", "group", "time"]);
const DRAWN = new Set<string>(["random", "stratified", "group"]);
const FIRST_SHARE = 0.1;

interface SplitSettingsProps {
  /** Then only a share for the test is set aside. */
  validatesOnDataset: boolean;
}

/** The split of the data: shares to validate on and for a test that no training sees. */
export function SplitSettings({ validatesOnDataset }: SplitSettingsProps) {
  const { t } = useTranslation("training");
  const data = useDocument(({ openGraph }) => openGraph.data);
  const validation = useDocument(({ openGraph }) => trainingOf(openGraph).validation);
  const edit = useDocument((state) => state.edit);
  const problem = useFieldProblems();
  const setField = useSetField();
  const split = data?.split ?? undefined;
  const by = split?.by ?? (split === undefined ? "" : WAYS[0]);
  const pick = (way: string) => edit(splitEdits(way, split !== undefined, validation?.split));
  const share = (name: "validation" | "test") => (
    <NumberField
      label={t(`settings.shareOf.${name}`)}
      type="float"
      value={split?.[name] as Json | undefined}
      fallback={0}
      problem={problem(`data.split.${name}`)}
      onValue={(value) => setField(["data", "split", name], value)}
    />
  );
  return (
    <>
      <Field
        label={t("settings.splitBy")}
        {...(split === undefined ? {} : { hint: t("settings.splitByHint") })}
        problem={problem("data.split.by") ?? problem("data.split")}
      >
        {(control) => (
          <Select
            {...control}
            value={by}
            options={[
              { value: "", label: t("settings.noSplit") },
              ...WAYS.map((way) => ({ value: way, label: t(`settings.way.${way}`) })),
              ...(by === "" || isWay(by) ? [] : [{ value: by, label: by }]),
            ]}
            onPick={pick}
          />
        )}
      </Field>
      {split !== undefined && (
        <div className={css.pairs}>
          {!validatesOnDataset && share("validation")}
          {share("test")}
          {BY_COLUMN.has(by) && <SplitColumn column={split.column ?? ""} />}
          {DRAWN.has(by) && (
            <NumberField
              label={t("settings.splitSeed")}
              type="int"
              value={split.seed as Json | undefined}
              fallback={0}
              problem={problem("data.split.seed")}
              onValue={(value) => setField(["data", "split", "seed"], value)}
            />
          )}
        </div>
      )}
    </>
  );
}

/** The field that a split goes by. */
function SplitColumn({ column }: { column: string }) {
  const { t } = useTranslation("training");
  const dataset = useDocument(({ openGraph }) => openGraph.data?.dataset);
  const fields = useDatasets(({ datasets }) => datasets?.find(({ name }) => name === dataset)?.fields) ?? [];
  const problem = useFieldProblems();
  const setField = useSetField();
  const names = fields.filter(({ shape }) => shape.length === 0 || (shape.length === 1 && shape[0] === 1));
  const options = names.map(({ name }) => ({ value: name, label: name }));
  if (column !== "" && !options.some(({ value }) => value === column)) {
    options.push({ value: column, label: column });
  }
  return (
    <Field label={t("settings.splitColumn")} problem={problem("data.split.column")}>
      {(control) => (
        <Select
          {...control}
          value={column}
          options={[{ value: "", label: t("settings.noColumn") }, ...options]}
          onPick={(name) => setField(["data", "split", "column"], name === "" ? undefined : name)}
        />
      )}
    </Field>
  );
}

function isWay(by: string): boolean {
  return (WAYS as readonly string[]).includes(by);
}

/** A first split takes the place of the validation split, with its share. */
function splitEdits(way: string, isSplit: boolean, share: number | undefined): Edit[] {
  if (way === "") return [{ type: "set_field", path: ["data", "split"], unset: true }];
  if (isSplit) return [{ type: "set_field", path: ["data", "split", "by"], value: way }];
  const value = { validation: share || FIRST_SHARE, test: FIRST_SHARE, by: way };
  const edits: Edit[] = [{ type: "set_field", path: ["data", "split"], value }];
  if (share) edits.push({ type: "set_field", path: ["training", "validation", "split"], unset: true });
  return edits;
}
