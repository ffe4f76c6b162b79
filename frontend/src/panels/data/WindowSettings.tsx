import type { DatasetInfo } from "@schema";
import { useTranslation } from "react-i18next";
import { inputNodes } from "../../document/graph";
import { windowsOf } from "../../document/windows";
import { useCheck, useFieldProblems } from "../../state/check";
import { useDocument } from "../../state/document";
import { Field, Select } from "../../ui/Field";
import { countText } from "../../ui/numbers";
import { NumberField } from "../inspector/fields/NumberField";
import { useSetField } from "../inspector/fields/useSetField";
import css from "./DataPanel.module.css";

const PATH = ["data", "windows"];
const FIRST_LENGTH = 8;
const NUMBERS = ["length", "step", "ahead"] as const;
/** The default of the contract. */
const DEFAULT = 1;

/** Whether the model learns from windows of rows that follow one another, from which, and how many there are. */
export function WindowSettings({ dataset }: { dataset: DatasetInfo }) {
  const { t } = useTranslation("datasets");
  const document = useDocument((state) => state.document);
  const counted = useCheck((state) => state.report?.rows?.windows ?? null);
  const problem = useFieldProblems();
  const setField = useSetField();
  const windows = windowsOf(document);
  const start = () => {
    const axes = inputNodes(document).find(({ shape }) => shape.length > 1)?.shape;
    setField(PATH, { length: axes?.[0] ?? FIRST_LENGTH, step: DEFAULT, ahead: DEFAULT });
  };
  return (
    <section className={css.section} aria-label={t("windows.title")}>
      <h3 className={css.heading}>{t("windows.title")}</h3>
      <label className={css.check}>
        <input
          type="checkbox"
          checked={windows !== null}
          onChange={() => (windows === null ? start() : setField(PATH, undefined))}
        />
        {t("windows.use")}
      </label>
      {windows !== null && (
        <>
          {NUMBERS.map((name) => (
            <NumberField
              key={name}
              label={t(`windows.${name}`)}
              type="int"
              value={windows[name]}
              fallback={DEFAULT}
              problem={problem([...PATH, name].join("."))}
              onValue={(value) => setField([...PATH, name], value)}
            />
          ))}
          <SeriesColumn dataset={dataset} group={windows.group ?? ""} />
          <LastRowInputs last={windows.last ?? []} />
        </>
      )}
      {counted !== null && (
        <p className={css.text} role="status">
          {t("windows.counted", {
            training: countText(counted.training),
            validation: countText(counted.validation),
            test: countText(counted.test),
          })}
        </p>
      )}
    </section>
  );
}

/** The column whose values separate the series. */
function SeriesColumn({ dataset, group }: { dataset: DatasetInfo; group: string }) {
  const { t } = useTranslation("datasets");
  const problem = useFieldProblems();
  const setField = useSetField();
  const options = dataset.fields
    .filter(({ shape }) => shape.length === 0)
    .map(({ name }) => ({ value: name, label: name }));
  if (group !== "" && !options.some(({ value }) => value === group)) {
    options.push({ value: group, label: group });
  }
  return (
    <Field label={t("windows.group")} problem={problem("data.windows.group")}>
      {(control) => (
        <Select
          {...control}
          value={group}
          options={[{ value: "", label: t("windows.oneSeries") }, ...options]}
          onPick={(name) => setField([...PATH, "group"], name === "" ? undefined : name)}
        />
      )}
    </Field>
  );
}

/** Which inputs are fed only the last row of each window; hidden where the model has one input. */
function LastRowInputs({ last }: { last: readonly string[] }) {
  const { t } = useTranslation("datasets");
  const document = useDocument((state) => state.document);
  const wrong = useFieldProblems()("data.windows.last");
  const setField = useSetField();
  const names = inputNodes(document).map(({ name }) => name);
  const listed = [...names, ...last.filter((name) => !names.includes(name))];
  if (listed.length < 2 && last.length === 0) return null;
  const toggle = (name: string) => {
    const next = last.includes(name) ? last.filter((each) => each !== name) : [...last, name];
    setField([...PATH, "last"], next.length > 0 ? next : undefined);
  };
  return (
    <>
      {listed.map((name) => (
        <label key={name} className={css.check}>
          <input type="checkbox" checked={last.includes(name)} onChange={() => toggle(name)} />
          {t("windows.last", { name })}
        </label>
      ))}
      {wrong !== undefined && (
        <p className={css.wrong} role="alert">
          {wrong.text}
        </p>
      )}
    </>
  );
}
