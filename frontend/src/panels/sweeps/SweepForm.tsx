import type { LoggedMetric } from "@schema";
import { useEffect, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { serverMessage } from "../../api/request";
import { listLoggedMetrics, startSweep } from "../../api/sweeps";
import {
  dimensionOf,
  documentForSweep,
  indexOf,
  isReadable,
  planned,
  settingsOf,
} from "../../document/sweeps/sweepSpace";
import { newRunId } from "../../run/runId";
import { useCatalog } from "../../state/catalog";
import { useDocument } from "../../state/document";
import { useProject } from "../../state/project";
import { type PlannedSweep, setSweepPlan, useSweepPlan } from "../../state/runs/sweepPlan";
import { Button } from "../../ui/Button";
import { Field, Select, TextInput } from "../../ui/Field";
import { DimensionFields } from "./DimensionFields";
import css from "./SweepPanel.module.css";

const SAMPLERS = ["grid", "random", "tpe"] as const satisfies readonly PlannedSweep["sampler"][];
const PRUNERS = ["none", "median"] as const satisfies readonly PlannedSweep["pruner"][];

/** The plan of the next sweep: what varies, what is sought, how often. */
export function SweepForm({ onStarted }: { onStarted: (id: string) => void }) {
  const { t } = useTranslation("sweeps");
  const plan = useSweepPlan();
  const document = useDocument((state) => state.document);
  const project = useProject((state) => state.id);
  const [failed, setFailed] = useState<string | null>(null);
  const [starting, setStarting] = useState(false);
  const metrics = useMetrics();
  const { dimensions, objective } = plan;
  const start = async () => {
    setStarting(true);
    setFailed(null);
    const space = dimensions.map(dimensionOf);
    try {
      const { id } = await startSweep({
        id: newRunId(),
        document: documentForSweep(document, space),
        project,
        space,
        sampler: plan.sampler,
        pruner: plan.pruner,
        objective,
        trials: Number(plan.trials),
        places: Number(plan.places),
        seed: Number(plan.seed),
      });
      onStarted(id);
    } catch (error) {
      setFailed(serverMessage(error));
    } finally {
      setStarting(false);
    }
  };
  const number = (name: "trials" | "places" | "seed") => (
    <Field label={t(name)}>
      {(control) => (
        <TextInput
          {...control}
          inputMode="numeric"
          value={plan[name]}
          onText={(text) => setSweepPlan({ [name]: text })}
        />
      )}
    </Field>
  );
  const choice = <Name extends string>(
    label: string,
    value: Name,
    names: readonly Name[],
    onPick: (name: Name) => void,
  ) => (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          value={value}
          options={names.map((name) => ({ value: name, label: t(`choice.${name}`) }))}
          onPick={(picked) => onPick(picked as Name)}
        />
      )}
    </Field>
  );
  return (
    <form
      className={css.form}
      data-roomy
      aria-label={t("plan")}
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <h3 className={css.heading}>{t("varies")}</h3>
      {dimensions.length === 0 && <p className={css.empty}>{t("nothingVaries")}</p>}
      {dimensions.map((dimension, index) => (
        <DimensionFields
          key={dimension.name}
          dimension={dimension}
          onChange={(changed) => setSweepPlan({ dimensions: dimensions.with(index, changed) })}
          onRemove={() => setSweepPlan({ dimensions: dimensions.filter((_, at) => at !== index) })}
        />
      ))}
      <AddSetting />
      <h3 className={css.heading}>{t("sought")}</h3>
      <div className={css.fields}>
        <Field label={t("metric")}>
          {(control) => (
            <Select
              {...control}
              value={objective.metric}
              options={metrics.map(({ name }) => ({ value: name, label: name }))}
              onPick={(metric) => {
                const better = metrics.find(({ name }) => name === metric)?.better;
                setSweepPlan({
                  objective: { ...objective, metric, direction: better ?? objective.direction },
                });
              }}
            />
          )}
        </Field>
        {choice(t("direction"), objective.direction, ["minimize", "maximize"], (direction) =>
          setSweepPlan({ objective: { ...objective, direction } }),
        )}
        {choice(t("epoch"), objective.epoch, ["best", "last"], (epoch) =>
          setSweepPlan({ objective: { ...objective, epoch } }),
        )}
      </div>
      <h3 className={css.heading}>{t("how")}</h3>
      <div className={css.fields}>
        {choice(t("sampler"), plan.sampler, SAMPLERS, (sampler) => setSweepPlan({ sampler }))}
        {choice(t("pruner"), plan.pruner, PRUNERS, (pruner) => setSweepPlan({ pruner }))}
        {number("trials")}
        {number("places")}
        {number("seed")}
      </div>
      {failed !== null && (
        <p className={css.failed} role="alert">
          {failed}
        </p>
      )}
      <Button
        type="submit"
        look="primary"
        disabled={starting || dimensions.length === 0 || !dimensions.every(isReadable)}
      >
        {t("start")}
      </Button>
    </form>
  );
}

/** A field that finds any setting of the document by its name. */
function AddSetting() {
  const { t } = useTranslation("sweeps");
  const [text, setText] = useState("");
  const id = useId();
  const document = useDocument((state) => state.document);
  const catalog = useCatalog((state) => state.catalog);
  const dimensions = useSweepPlan((plan) => plan.dimensions);
  const settings = useMemo(() => settingsOf(document, catalog), [document, catalog]);
  const free = settings.filter((setting) => indexOf(dimensions, setting) < 0);
  return (
    <>
      <TextInput
        aria-label={t("add")}
        placeholder={t("add")}
        list={id}
        value={text}
        onText={(typed) => {
          const found = free.find(({ name }) => name === typed);
          setText(found === undefined ? typed : "");
          if (found !== undefined) setSweepPlan({ dimensions: [...dimensions, planned(found)] });
        }}
      />
      <datalist id={id}>
        {free.map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

const SETTLE_MS = 600;

/** What the epochs of the open document's training log, once it has not changed for a moment. */
function useMetrics(): readonly LoggedMetric[] {
  const document = useDocument((state) => state.document);
  const [metrics, setMetrics] = useState<readonly LoggedMetric[]>([]);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      listLoggedMetrics(document).then(
        (found) => {
          if (!current) return;
          setMetrics(found.metrics);
          const { objective } = useSweepPlan.getState();
          const [first] = found.metrics;
          const known = found.metrics.some(({ name }) => name === objective.metric);
          if (!known && first !== undefined)
            setSweepPlan({
              objective: { ...objective, metric: first.name, direction: first.better ?? "minimize" },
            });
        },
        // A draft that cannot be read yet, or a server that is away: the objective stays as it is.
        (error) => void serverMessage(error),
      );
    }, SETTLE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [document]);
  return metrics;
}
