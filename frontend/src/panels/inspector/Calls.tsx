import { useTranslation } from "react-i18next";
import { findNode, titleOf, wiresIntoNode, wiresOutOf } from "../../document/graph";
import { shapeText } from "../../document/shape";
import type { Node } from "../../document/types";
import { useCheck } from "../../store/check";
import { useDocument } from "../../store/document";
import { reveal } from "../../store/view";
import css from "./Inspector.module.css";

/** Every call of a layer, with what comes in and what goes out: `0 left → flat_left 8 × 8 × 1 → 6 × 6 × 8`. */
export function Calls({ calls }: { calls: readonly Node[] }) {
  const { t } = useTranslation("editor");
  const document = useDocument((state) => state.document);
  const nodes = useCheck((state) => state.report?.nodes);
  const title = (id: string | undefined) => {
    const node = id === undefined ? undefined : findNode(document, id);
    return node === undefined ? "…" : titleOf(document, node);
  };
  const rows = calls
    .map((call, place) => {
      const [from] = wiresIntoNode(document, call.id);
      const [to] = wiresOutOf(document, call.id);
      const before = from && nodes?.[from.source]?.outputs[from.source_output ?? 0];
      const after = nodes?.[call.id]?.outputs[0];
      return {
        id: call.id,
        number: nodes?.[call.id]?.call ?? place,
        way: `${title(from?.source)} → ${title(to?.target)}`,
        shapes: before && after ? `${shapeText(before)} → ${shapeText(after)}` : "",
      };
    })
    .sort((a, b) => a.number - b.number);
  return (
    <>
      <h3 className={css.heading}>{t("inspector.calls")}</h3>
      <ul className={css.rows}>
        {rows.map((row) => (
          <li key={row.id}>
            <button type="button" className={css.row} onClick={() => reveal(row.id)}>
              <span>
                {row.number} {row.way}
              </span>
              <span className={css.shapes}>{row.shapes}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
