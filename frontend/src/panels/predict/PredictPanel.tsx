import type { Checkpoint, Prediction, PredictionForm, PredictRows, SampleRow } from "@schema";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { serverMessage } from "../../api/request";
import { predictRows, readPredictionForm, readSampleRow } from "../../api/runs";
import { encodedRow } from "../../run/encodedRow";
import { type Cell, plainCell, type Row } from "../../run/predictionRow";
import { openModel, useDocument } from "../../state/document";
import { clearSampleActivations, useSampleActivations } from "../../state/runs/sampleActivations";
import { useView } from "../../state/view";
import { Button } from "../../ui/Button";
import { Choices } from "../../ui/Choices";
import { countText } from "../../ui/numbers";
import { FilePrediction } from "./FilePrediction";
import { latestOnly } from "./latestOnly";
import { OutputBars } from "./OutputBars";
import css from "./PredictPanel.module.css";
import { RequestSnippet } from "./RequestSnippet";
import { RowField } from "./RowField";

/** A row as it is sent, and the node that is looked at. */
type Asked = Pick<PredictRows, "rows" | "checkpoint" | "large">;

/** A row to ask a trained run with, and its answer, which follows every change; the nodes show their activations. */
export function PredictPanel({ id }: { id: string }) {
  const { t } = useTranslation("predict");
  const [form, setForm] = useState<PredictionForm | null>(null);
  const [sample, setSample] = useState<SampleRow | null>(null);
  const [row, setRow] = useState<Row | null>(null);
  const [answer, setAnswer] = useState<Prediction | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [checkpoint, setCheckpoint] = useState<Checkpoint>("last");

  const { ask, another } = useMemo(() => {
    const act = async (work: () => Promise<void>) => {
      try {
        await work();
        setFailed(null);
      } catch (error) {
        setFailed(serverMessage(error));
      }
    };
    const draw = async () => {
      const found = await readSampleRow(id);
      setSample(found);
      setRow(plainRow(found.values as Row));
    };
    return {
      ask: latestOnly((asked: Asked) =>
        act(async () => {
          const found = await predictRows(id, { ...asked, activations: true });
          setAnswer(found);
          useSampleActivations.setState({ run: id, nodes: found.activations });
        }),
      ),
      another: latestOnly((first: boolean) =>
        act(async () => {
          if (first) setForm(await readPredictionForm(id));
          await draw();
        }),
      ),
    };
  }, [id]);
  useEffect(() => another(true), [another]);
  const selected = useView(({ nodes }) => (nodes.length === 1 ? nodes[0] : undefined));
  const model = useDocument(openModel);
  useEffect(() => {
    if (row === null || form === null) return;
    const large = selected === undefined ? null : { node: selected, model };
    ask({ rows: [encodedRow(row, form.fields)], checkpoint, large });
  }, [ask, row, form, checkpoint, selected, model]);
  useEffect(() => clearSampleActivations, []);

  if (form === null || row === null) {
    return (
      <p className={css.waiting} role="status">
        {failed ?? t("loading")}
      </p>
    );
  }
  const set = (name: string) => (cell: Cell) => {
    setRow({ ...row, [name]: cell });
    setSample(null);
  };
  return (
    <div className={css.panel}>
      <section className={css.row} aria-label={t("row")}>
        <div className={css.top}>
          <Button small onClick={() => another(false)}>
            {t("another")}
          </Button>
          {form.checkpoints.length > 1 && (
            <Choices
              label={t("weights")}
              current={checkpoint}
              options={form.checkpoints.map((value) => ({ value, label: t(`checkpoint.${value}`) }))}
              onPick={setCheckpoint}
            />
          )}
          <FilePrediction id={id} checkpoint={checkpoint} />
          {sample !== null && (
            <span className={css.from}>
              {t(`from.${sample.share}`, { number: countText(sample.row + 1) })}
            </span>
          )}
        </div>
        <div className={css.fields}>
          {form.fields.map((field) => (
            <RowField
              key={field.name}
              field={field}
              value={row[field.name] ?? null}
              onChange={set(field.name)}
            />
          ))}
        </div>
      </section>
      <section className={css.answer} aria-label={t("answer")}>
        {failed !== null && (
          <p className={css.failed} role="alert">
            {failed}
          </p>
        )}
        {answer?.outputs.map((output) => (
          <OutputBars
            key={output.name}
            output={output}
            target={sample?.targets[output.name] as Cell | undefined}
          />
        ))}
        <RequestSnippet id={id} row={row} fields={form.fields} checkpoint={checkpoint} />
      </section>
    </div>
  );
}

const plainRow = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, plainCell(cell)]));
