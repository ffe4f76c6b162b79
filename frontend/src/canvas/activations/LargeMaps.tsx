import type { ActivationMaps } from "@schema";
import { useTranslation } from "react-i18next";
import { shortNumber } from "../../ui/numbers";
import { ActivationImages } from "./ActivationImages";
import css from "./ActivationStrip.module.css";

/** The width of the inspector's content, in pixels; a picture alone needs less. */
const WIDTH = 232;
const ALONE = 160;

/** All maps of the selected node, in the inspector. */
export function LargeMaps({ maps, nodeTitle }: { maps: ActivationMaps; nodeTitle: string }) {
  const { t } = useTranslation("activations");
  const columns = Math.ceil(Math.sqrt(maps.count));
  return (
    <figure className={css.large}>
      <ActivationImages
        maps={maps}
        count={maps.count}
        columns={columns}
        width={maps.count === 1 && maps.height > 1 ? ALONE : WIDTH}
        height={WIDTH}
        label={t("maps.label", { node: nodeTitle })}
      />
      <figcaption>
        {maps.channels > 1 && <>{t("maps.channels", { count: maps.channels, shown: maps.count })} </>}
        {t("maps.range", { low: shortNumber(maps.low), high: shortNumber(maps.high) })}
      </figcaption>
    </figure>
  );
}
