import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { freezable, setFrozen } from "../../actions/freeze";
import { runCommand } from "../../commands/handlers";
import { isFrozenCall } from "../../document/display/nodeFace";
import { type CommonSetting, commonSettings, settingEdits, trainedNodes } from "../../document/selection";
import type { NodeId } from "../../document/types";
import { valueText } from "../../document/values/settings";
import { useCatalog } from "../../state/catalog";
import { type ProblemOf, useCheck } from "../../state/check";
import { useDocument } from "../../state/document";
import { Button } from "../../ui/Button";
import fields from "./fields/Fields.module.css";
import { ParameterFields } from "./fields/ParameterFields";
import { SwitchField } from "./fields/SwitchField";
import css from "./Inspector.module.css";

/** What the selected layers have in common, changed in all of them as one undo step. */
export function SelectionSettings({ ids }: { ids: readonly NodeId[] }) {
  const { t } = useTranslation("gestures");
  const openGraph = useDocument((state) => state.openGraph);
  const edit = useDocument((state) => state.edit);
  const catalog = useCatalog((state) => state.catalog);
  const layers = useMemo(
    () => trainedNodes(openGraph, ids).filter((node) => node.kind === "layer"),
    [openGraph, ids],
  );
  const common = useMemo(
    () => (catalog === null || layers.length < 2 ? [] : commonSettings(layers, catalog)),
    [layers, catalog],
  );
  const problem: ProblemOf = (field) => {
    const values = common.find(({ parameter }) => parameter.name === field)?.values ?? [];
    if (values.length === 0) return undefined;
    return { severity: "hint", text: t("many.differ", { values: values.map(valueText).join(", ") }) };
  };
  return (
    <form className={css.form} onSubmit={(event) => event.preventDefault()}>
      <Freezing />
      {common.length > 0 && (
        <section aria-label={t("many.settings", { count: layers.length })}>
          <h3 className={css.heading}>{t("many.settings", { count: layers.length })}</h3>
          <ParameterFields
            parameters={common.map(({ parameter }) => parameter)}
            config={configOf(common)}
            problem={problem}
            onSet={(name, value) =>
              edit(settingEdits(layers, name, value), `many ${name} ${layers.map(({ id }) => id).join(" ")}`)
            }
          />
        </section>
      )}
    </form>
  );
}

function configOf(common: readonly CommonSetting[]): Record<string, unknown> {
  return Object.fromEntries(
    common.flatMap(({ parameter, value }) => (value === undefined ? [] : [[parameter.name, value]])),
  );
}

/** Whether the selected layers are trained, and the button that freezes all before them too. */
function Freezing() {
  const { t } = useTranslation("gestures");
  // Which layers have weights is known from the document and its check.
  useDocument((state) => state.openGraph);
  useCheck((state) => state.report);
  const nodes = freezable();
  if (nodes.length === 0) return null;
  const frozen = nodes.filter(isFrozenCall).length;
  const some = frozen > 0 && frozen < nodes.length;
  return (
    <div className={fields.stack}>
      <SwitchField
        label="trainable"
        value={frozen < nodes.length}
        problem={
          some
            ? { severity: "hint", text: t("many.someFrozen", { count: frozen, all: nodes.length }) }
            : undefined
        }
        onValue={(trainable) => setFrozen(nodes, !trainable)}
      />
      {some && (
        <Button small onClick={() => setFrozen(nodes, true)}>
          {t("many.freezeAll")}
        </Button>
      )}
      <Button small onClick={() => runCommand("graph.freezeUpTo")}>
        {t("commands:title.graph.freezeUpTo")}
      </Button>
    </div>
  );
}
