import type { DatasetSource, IngestOptions } from "@schema";
import { useTranslation } from "react-i18next";
import { changeIngestOptions } from "../../actions/addDataset";
import { Field, type Option, Select } from "../../ui/Field";
import css from "./AddData.module.css";

const ENCODINGS = ["utf-8", "utf-16", "cp1252", "gb18030", "big5", "euc-kr", "shift_jis"];
const SEPARATORS = [",", ";", "\t", "|", " "];

/** How a text file writes its table, as it was found out; each part can be overruled. */
export function DialectForm({ source, disabled }: { source: DatasetSource; disabled: boolean }) {
  const { t } = useTranslation("datasets");
  const { dialect } = source;
  if (!dialect) return null;
  const field = (
    part: "encoding" | "separator" | "header" | "decimal",
    value: string,
    options: readonly Option[],
    pick: (value: string) => IngestOptions,
  ) => (
    <Field label={t(`dialect.${part}`)} className={css.part}>
      {(control) => (
        <Select
          {...control}
          disabled={disabled}
          value={value}
          options={options}
          onPick={(chosen) => void changeIngestOptions(pick(chosen))}
        />
      )}
    </Field>
  );
  return (
    <div className={css.dialect}>
      {field(
        "separator",
        dialect.separator,
        SEPARATORS.map((value) => ({
          value,
          label: t(`separator.${value === "\t" ? "tab" : value === " " ? "space" : value}`),
        })),
        (separator) => ({ separator }),
      )}
      {field(
        "header",
        String(dialect.header),
        ["true", "false"].map((value) => ({ value, label: t(`header.${value}`) })),
        (value) => ({ header: value === "true" }),
      )}
      {field(
        "decimal",
        dialect.decimal,
        [".", ","].map((value) => ({ value, label: value === "." ? "3.14" : "3,14" })),
        (decimal) => ({ decimal: decimal === "," ? "," : "." }),
      )}
      {field(
        "encoding",
        dialect.encoding,
        ENCODINGS.map((value) => ({ value, label: value })),
        (encoding) => ({ encoding }),
      )}
    </div>
  );
}
