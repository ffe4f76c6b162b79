import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { InputNode } from "../../document/types";
import { typedList } from "../../document/values/settings";
import { useCatalog } from "../../state/catalog";
import type { ProblemOf } from "../../state/check";
import { useDocument } from "../../state/document";
import { Field, Select, TextInput } from "../../ui/Field";
import css from "./fields/Fields.module.css";

interface InputFormProps {
  node: InputNode;
  problem: ProblemOf;
}

/** The shape and dtype of an input. */
export function InputForm({ node, problem }: InputFormProps) {
  const { t } = useTranslation("editor");
  const edit = useDocument((state) => state.edit);
  const dtypes = useCatalog((state) => state.catalog?.dtypes) ?? [];
  const [unread, setUnread] = useState(false);
  const setShape = (text: string) => {
    const axes = text.trim() === "" ? [] : typedList(text.trim());
    // A shape that is no list of integers would make the document invalid, so it is not sent.
    const whole = axes?.every((axis) => axis === null || Number.isInteger(axis)) ? axes : null;
    setUnread(whole === null);
    if (whole === null) return;
    edit([{ type: "set_node", node: node.id, field: "shape", value: whole }], `shape ${node.id}`);
  };
  return (
    <div className={css.grid}>
      <Field
        label={t("inspector.shape")}
        hint={t("inspector.shapeHint")}
        problem={unread ? { severity: "error", text: t("inspector.shapeUnread") } : problem("shape", true)}
      >
        {(control) => (
          <TextInput
            {...control}
            value={node.shape.map((axis) => axis ?? "None").join(", ")}
            onText={setShape}
            onBlur={() => setUnread(false)}
          />
        )}
      </Field>
      <Field label="dtype" problem={problem("dtype")}>
        {(control) => (
          <Select
            {...control}
            value={node.dtype ?? "float32"}
            options={dtypes.map((dtype) => ({ value: dtype, label: dtype }))}
            onPick={(dtype) => edit([{ type: "set_node", node: node.id, field: "dtype", value: dtype }])}
          />
        )}
      </Field>
    </div>
  );
}
