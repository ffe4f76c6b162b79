import type { ColumnInfo, ColumnRole, ColumnType, TablePreview } from "@schema";
import { useTranslation } from "react-i18next";
import { changeIngestOptions } from "../../actions/addDataset";
import { updateAddedFile, useAddDataset } from "../../state/data/addDataset";
import { Select } from "../../ui/Field";
import { countText } from "../../ui/numbers";
import css from "./AddData.module.css";

const TYPES = ["integer", "number", "boolean", "date", "text"] as const satisfies readonly ColumnType[];
const ROLES = ["feature", "target", "ignore"] as const satisfies readonly ColumnRole[];
const ROWS = 10;

/** The first rows of a file, with the type of each column, which can be overruled. */
export function PreviewTable({ preview, disabled }: { preview: TablePreview; disabled: boolean }) {
  const { t } = useTranslation("datasets");
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <caption className="visually-hidden">{t("add.rows")}</caption>
        <thead>
          <tr>
            {preview.columns.map((column) => (
              <th key={column.name} scope="col">
                <ColumnHead column={column} disabled={disabled} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.slice(0, ROWS).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            <tr key={index}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: likewise
                <td key={column} className={cell === "" ? css.missing : undefined}>
                  {cell === "" ? t("add.empty") : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ColumnHead({ column, disabled }: { column: ColumnInfo; disabled: boolean }) {
  const { t } = useTranslation("datasets");
  const types = useAddDataset((state) => state.file?.options.types);
  const file = useAddDataset((state) => state.file);
  const { name, type } = column;
  const isTable = (TYPES as readonly ColumnType[]).includes(type);
  const pick = (chosen: string) =>
    void changeIngestOptions({ types: { ...types, [name]: chosen as ColumnType } });
  return (
    <>
      <span className={css.column}>{name}</span>
      {file !== null && (
        <Select
          aria-label={t("add.roleOf", { name })}
          className={css.role}
          disabled={disabled}
          value={file.roles[name] ?? "feature"}
          options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
          onPick={(role) =>
            updateAddedFile(file.id, { roles: { ...file.roles, [name]: role as ColumnRole } })
          }
        />
      )}
      {isTable ? (
        <Select
          aria-label={t("add.typeOf", { name })}
          disabled={disabled}
          value={type}
          options={TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
          onPick={pick}
        />
      ) : (
        <span className={css.type}>{t(`type.${type}`)}</span>
      )}
      {column.missing > 0 && (
        <span className={css.mark}>
          {t("add.missing", { count: column.missing, text: countText(column.missing) })}
        </span>
      )}
      {column.odd_count > 0 && (
        <span
          className={css.mark}
          title={column.odd_cells.map(({ line, text }) => `${line}: ${text}`).join("\n")}
        >
          {t("add.odd", { text: column.odd_cells[0]?.text ?? "", line: column.odd_cells[0]?.line ?? 0 })}
        </span>
      )}
    </>
  );
}
