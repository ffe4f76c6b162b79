import { useState } from "react";
import { useTranslation } from "react-i18next";
import { typedList } from "../../document/settings";
import type { InputNode } from "../../document/types";
import { useDocument } from "../../store/document";
import { Field, Select, TextInput } from "../../ui/Field";
import css from "./Fields.module.css";

/** The dtypes of Keras, the usual ones first. */
const DTYPES = [
  "float32",
  "int32",
  "string",
  "bool",
  "float16",
  "bfloat16",
  "float64",
  "int8",
  "int16",
  "int64",
  "uint8",
  "uint16",
  "uint32",
  "uint64",
].map((dtype) => ({ value: dtype, label: dtype }));

interface InputFormProps {
  node: InputNode;
  problem: (field: string) => string | undefined;
}

/** The shape and the dtype of an input. */
export function InputForm({ node, problem }: InputFormProps) {
  const { t } = useTranslation("editor");
  const edit = useDocument((state) => state.edit);
  const [unread, setUnread] = useState(false);
  const setShape = (text: string) => {
    const axes = text.trim() === "" ? [] : typedList(text.trim());
    // A shape that is no list of whole numbers would be no document at all, so it is not sent.
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
        error={unread ? t("inspector.shapeUnread") : problem("shape")}
      >
        {(control) => (
          <TextInput
            {...control}
            value={node.shape.map((axis) => axis ?? "?").join(", ")}
            onText={setShape}
            onBlur={() => setUnread(false)}
          />
        )}
      </Field>
      <Field label="dtype" error={problem("dtype")}>
        {(control) => (
          <Select
            {...control}
            value={node.dtype ?? "float32"}
            options={DTYPES}
            onPick={(dtype) => edit([{ type: "set_node", node: node.id, field: "dtype", value: dtype }])}
          />
        )}
      </Field>
    </div>
  );
}
