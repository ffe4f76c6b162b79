import { useTranslation } from "react-i18next";
import { callsOf, classOf, declaringNode, titleOf } from "../../document/graph";
import { layerEntry } from "../../document/ports";
import { renameEdits } from "../../document/renaming";
import type { Json, Node } from "../../document/types";
import { useCatalog } from "../../store/catalog";
import { problemsByNode, useCheck } from "../../store/check";
import { callAgain, makeCopy } from "../../store/commands";
import { useDocument } from "../../store/document";
import { Button } from "../../ui/Button";
import { Field, Select, TextInput } from "../../ui/Field";
import { countText } from "../../ui/numbers";
import { OutputTrainingForm } from "../training/OutputTrainingForm";
import { Calls } from "./Calls";
import { Documentation } from "./Documentation";
import fields from "./Fields.module.css";
import { InputForm } from "./InputForm";
import css from "./Inspector.module.css";
import { ParameterFields } from "./NamedField";
import { NameField } from "./NameField";
import { Wires } from "./Wires";

/** A node: its names, its settings, its wires, and every call of its layer. */
export function NodeInspector({ node }: { node: Node }) {
  const { t } = useTranslation("editor");
  const { document, edit } = useDocument();
  const catalog = useCatalog((state) => state.catalog);
  const report = useCheck((state) => state.report);
  const declaring = declaringNode(document, node);
  const className = classOf(document, node);
  if (declaring === undefined) return <p className={css.text}>{t("inspector.lost")}</p>;

  const entry = declaring.kind === "layer" && catalog ? layerEntry(catalog, declaring.layer) : undefined;
  const family = declaring.kind === "input" || declaring.kind === "output" ? declaring.kind : entry?.family;
  const calls = callsOf(document, node);
  const problems = problemsByNode(report);
  const problem = (field: string) =>
    [...(problems.get(declaring.id) ?? []), ...(problems.get(node.id) ?? [])].find(
      ({ where }) => where.field === field || where.field?.startsWith(`${field}.`),
    )?.message;
  const parameters = report?.nodes[node.id]?.params;
  const setConfig = (name: string, value: Json | undefined) =>
    edit(
      [
        value === undefined
          ? { type: "set_config", node: declaring.id, field: name, unset: true }
          : { type: "set_config", node: declaring.id, field: name, value },
      ],
      `config ${declaring.id} ${name}`,
    );

  return (
    <>
      <header className={css.header}>
        <h2 className={css.title}>{titleOf(document, node)}</h2>
        <span className={css.class} style={{ "--family": `var(--${family ?? "core"})` }}>
          {className}
        </span>
      </header>
      <p className={css.text}>
        {entry?.text ??
          (declaring.kind === "input" || declaring.kind === "output" ? t(`palette.${declaring.kind}`) : "")}
        {calls.length > 1 && <> {t("inspector.calledTimes", { count: calls.length })}</>}
        {parameters !== undefined && parameters > 0 && (
          <>
            {" "}
            <strong>{countText(parameters)}</strong> {t("inspector.parameters", { count: parameters })}
          </>
        )}
      </p>
      {entry !== undefined && <Documentation kind="layers" name={entry.name} />}

      <form className={css.form} onSubmit={(event) => event.preventDefault()}>
        <div className={fields.grid}>
          <NameField
            label={t("inspector.name")}
            name={declaring.name}
            problem={problem("name")}
            onName={(name) => edit(renameEdits(document, declaring, name))}
          />
          <Field label={t("inspector.label")}>
            {(control) => (
              <TextInput
                {...control}
                value={declaring.label ?? ""}
                placeholder={t("inspector.labelHint")}
                onText={(text) =>
                  edit(
                    [
                      {
                        type: "set_node",
                        node: declaring.id,
                        field: "label",
                        value: text === "" ? null : text,
                      },
                    ],
                    `label ${declaring.id}`,
                  )
                }
              />
            )}
          </Field>
        </div>
        {declaring.kind === "input" && <InputForm node={declaring} problem={problem} />}
        {declaring.kind === "output" && <OutputTrainingForm output={declaring.name} />}
        {(declaring.kind === "layer" || declaring.kind === "op") && (
          <ParameterFields
            parameters={entry?.parameters ?? []}
            config={declaring.config ?? {}}
            problem={(name) => problem(`config.${name}`)}
            onSet={setConfig}
          />
        )}
        {declaring.kind === "layer" && (
          <div className={fields.grid}>
            <Field label="trainable">
              {(control) => (
                <Select
                  {...control}
                  value={String(declaring.trainable ?? true)}
                  options={[
                    { value: "true", label: t("inspector.yes") },
                    { value: "false", label: t("inspector.no") },
                  ]}
                  onPick={(picked) =>
                    edit([
                      { type: "set_node", node: declaring.id, field: "trainable", value: picked === "true" },
                    ])
                  }
                />
              )}
            </Field>
          </div>
        )}
      </form>

      <Wires node={node} />
      {declaring.kind === "layer" && (
        <>
          <Calls calls={calls} />
          <div className={css.actions}>
            <Button onClick={() => callAgain(node.id)}>{t("inspector.callAgain")}</Button>
            <Button onClick={() => makeCopy(node.id)}>{t("inspector.makeCopy")}</Button>
          </div>
        </>
      )}
    </>
  );
}
