import { useTranslation } from "react-i18next";
import type { DtypeFamily } from "../../document/connect/edgeText";
import { classNames } from "../../ui/classNames";
import edge from "../edges/ShapeEdge.module.css";
import css from "./EdgeLegend.module.css";

const FAMILIES: readonly DtypeFamily[] = ["float", "int", "bool", "string"];
const RANKS = [0, 1, 2, 3] as const;

/** Explains the colours and widths of edges. */
export function EdgeLegend() {
  const { t } = useTranslation("cost");
  return (
    <div className={css.legend}>
      <h2 className={css.title}>{t("wires.title")}</h2>
      <h3 className={css.heading}>{t("wires.ranks")}</h3>
      <ul className={css.list}>
        {RANKS.map((rank) => (
          <li key={rank}>
            <Sample rank={rank} />
            {t(`wires.rank${rank}`)}
          </li>
        ))}
      </ul>
      <h3 className={css.heading}>{t("wires.types")}</h3>
      <ul className={css.list}>
        {FAMILIES.map((family) => (
          <li key={family}>
            <Sample family={family} />
            {t(`wires.${family}`)}
          </li>
        ))}
        <li>
          <Sample error />
          {t("wires.wrong")}
        </li>
      </ul>
      <p className={css.text}>{t("wires.shape")}</p>
    </div>
  );
}

interface SampleProps {
  rank?: number;
  family?: DtypeFamily;
  error?: boolean;
}

/** A sample edge, drawn with the styles of edges. */
function Sample({ rank = 1, family = "float", error }: SampleProps) {
  return (
    <svg className={css.sample} aria-hidden>
      <g className={classNames(edge.edge, edge[family], error && edge.error)} data-rank={rank}>
        <path className={edge.line} d="M 2 8 H 38" />
      </g>
    </svg>
  );
}
