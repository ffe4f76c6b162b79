import type { ColumnType } from "@schema";
import { useTranslation } from "react-i18next";
import type { Json } from "../../document/types";
import { dateText } from "../../ui/dates";
import css from "./Rows.module.css";

interface CellViewProps {
  value: Json | undefined;
  type: ColumnType | null | undefined;
  /** Where images come from; without it they are not shown. */
  image: { dataset: string; column: string } | null;
}

/** A cell of a table: numbers to the right, dates as people write them, images as they are. */
export function CellView({ value, type, image }: CellViewProps) {
  const { t } = useTranslation("datasets");
  if (value === undefined) return <td className={css.waiting} />;
  if (value === null || value === "") return <td className={css.missing}>{t("add.empty")}</td>;
  if (typeof value === "number") return <td className={css.numeric}>{numberText(value)}</td>;
  if (type === "date" && typeof value === "string") return <td>{dateText(value)}</td>;
  if (typeof value !== "object") return <td title={String(value)}>{String(value)}</td>;
  const row = "image" in value ? value.image : undefined;
  if (typeof row === "number" && image !== null) {
    const query = new URLSearchParams({ column: image.column, row: String(row) });
    return (
      <td>
        <img
          className={css.image}
          loading="lazy"
          src={`/api/v1/datasets/${image.dataset}/image?${query}`}
          alt={t("rows.image", { number: row + 1 })}
        />
      </td>
    );
  }
  return <td className={css.numeric}>{arrayText(value)}</td>;
}

/** `0.30103`: as many digits as a float32 holds for sure. */
function numberText(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(6)));
}

/** `[1, 0.5]`, and `(28, 28, 3)` for one that is described by its shape. */
function arrayText(value: Json): string {
  if (Array.isArray(value))
    return `[${value.map((each) => (typeof each === "number" ? numberText(each) : String(each))).join(", ")}]`;
  const shape = typeof value === "object" && value !== null ? value.shape : null;
  return Array.isArray(shape) ? `(${shape.join(", ")})` : JSON.stringify(value);
}
