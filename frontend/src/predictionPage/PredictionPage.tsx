import type { PredictionPage as Page, PredictedOutput } from "@schema";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, LANGUAGES, type Language } from "../i18n/languages";
import { latestOnly } from "../panels/predict/latestOnly";
import { OutputBars } from "../panels/predict/OutputBars";
import panel from "../panels/predict/PredictPanel.module.css";
import { blank } from "../panels/predict/pixels";
import { RowField } from "../panels/predict/RowField";
import { type Cell, controlOf, pixelsOf, type Row } from "../run/predictionRow";
import { Field, Select } from "../ui/Field";
import css from "./PredictionPage.module.css";
import { type Compute, compareHere, predictRow } from "./predictRow";
import { UnknownValue } from "./steps";
import { speak } from "./texts";

interface PredictionPageProps {
  page: Page;
  starting: Promise<Compute>;
}

interface Compared {
  largest: number;
  near: boolean;
}

/** The form of a run and what its model predicts, computed where the page is opened. */
export function PredictionPage({ page, starting }: PredictionPageProps) {
  const { t, i18n } = useTranslation("predictionPage");
  const [row, setRow] = useState<Row>(() => firstRow(page));
  const [outputs, setOutputs] = useState<readonly PredictedOutput[]>([]);
  const [compute, setCompute] = useState<{ run: Compute } | null>(null);
  const [compared, setCompared] = useState<Compared | null>(null);
  const [failed, setFailed] = useState<string | null>(null);

  useEffect(() => {
    let gone = false;
    starting
      .then(async (run) => {
        const found = await compareHere(page, run);
        if (gone) return;
        setCompared(found);
        setCompute({ run });
      })
      .catch((error: unknown) => {
        if (!gone) setFailed(String(error));
      });
    return () => {
      gone = true;
    };
  }, [page, starting]);

  const ask = useMemo(
    () =>
      latestOnly(async ({ run, asked }: { run: Compute; asked: Row }) => {
        try {
          setOutputs(await predictRow(page, run, asked));
          setFailed(null);
        } catch (error) {
          setOutputs([]);
          setFailed(error instanceof UnknownValue ? t("unknown", { value: error.value }) : String(error));
        }
      }),
    [page, t],
  );
  useEffect(() => {
    if (compute !== null) ask({ run: compute.run, asked: row });
  }, [ask, compute, row]);

  const set = (name: string) => (cell: Cell) => setRow({ ...row, [name]: cell });
  return (
    <main className={css.page}>
      <header className={css.top}>
        <h1 className={css.title}>{page.title}</h1>
        <Field label={t("language")} inline>
          {(control) => (
            <Select
              {...control}
              value={i18n.language}
              options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
              onPick={(language) => speak(language as Language)}
            />
          )}
        </Field>
      </header>
      <p className={css.text}>{t("about")}</p>
      <div className={css.columns}>
        <section className={panel.row} aria-label={t("row")}>
          <div className={panel.fields}>
            {page.fields.map((field) => (
              <RowField
                key={field.name}
                field={field}
                value={row[field.name] ?? null}
                onChange={set(field.name)}
              />
            ))}
          </div>
        </section>
        <section className={panel.answer} aria-label={t("answer")}>
          {failed !== null && (
            <p className={panel.failed} role="alert">
              {failed}
            </p>
          )}
          {compute === null && failed === null && <p role="status">{t("starting")}</p>}
          {outputs.map((output) => (
            <OutputBars key={output.name} output={output} target={undefined} />
          ))}
        </section>
      </div>
      {compared !== null && <ComparedHere compared={compared} page={page} />}
    </main>
  );
}

function ComparedHere({ compared, page }: { compared: Compared; page: Page }) {
  const { t } = useTranslation("predictionPage");
  const number = (value: number) => (value === 0 ? "0" : value.toExponential(1));
  return (
    <footer className={css.text}>
      <p role={compared.near ? undefined : "alert"}>
        {t(compared.near ? "near" : "apart", {
          largest: number(compared.largest),
          count: page.rows.length,
        })}
      </p>
      <p>{t("keras", { largest: number(page.distance) })}</p>
    </footer>
  );
}

/** A row to begin with: what was drawn for the page, and empty drawings. */
function firstRow(page: Page): Row {
  const drawn = page.rows[0]?.values ?? {};
  return Object.fromEntries(
    page.fields.map((field) => {
      const size = controlOf(field) === "pixels" ? pixelsOf(field) : null;
      const range = { low: field.minimum ?? 0, high: field.maximum ?? 1 };
      const cell =
        size === null ? shortCell(drawn[field.name] as Cell) : blank(size, range, field.shape.length === 3);
      return [field.name, cell];
    }),
  );
}

/** Numbers in few digits. */
function shortCell(cell: Cell): Cell {
  if (Array.isArray(cell)) return cell.map(shortCell);
  return typeof cell === "number" && !Number.isInteger(cell) ? Number(cell.toPrecision(3)) : cell;
}
