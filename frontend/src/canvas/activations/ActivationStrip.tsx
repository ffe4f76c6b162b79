import type { ActivationMaps } from "@schema";
import { useTranslation } from "react-i18next";
import { type NodeActivations, useActivations } from "../../state/runs/activations";
import { classNames } from "../../ui/classNames";
import { Tooltip } from "../../ui/overlays/Tooltip";
import { ActivationImages } from "./ActivationImages";
import css from "./ActivationStrip.module.css";
import { activationText, DEAD_WARNING_SHARE } from "./activationText";
import { NaNBadge } from "./NaNBadge";

/** Activation statistics of one call, on the second line of its node. */
export function ActivationStrip({ id, nodeTitle }: { id: string; nodeTitle: string }) {
  const card = useActivations(({ byNode }) => byNode?.get(id));
  if (card === undefined) return null;
  return (
    <>
      {card.stats !== null && <StripNumbers card={card} reading={card.stats} />}
      {card.maps !== null && <CardMaps maps={card.maps} nodeTitle={nodeTitle} />}
      {card.origin !== null && <NaNBadge nodeTitle={nodeTitle} inside={card.origin === "inside"} />}
    </>
  );
}

/** How many maps a card has room for below it, left of its outgoing edge, and their size in pixels. */
const CARD_MAPS = 4;
const MAPS_WIDTH = 88;
const MAPS_HEIGHT = 21;

/** The first maps of a call, below its card. A click on them selects the node, as on the card itself. */
function CardMaps({ maps, nodeTitle }: { maps: ActivationMaps; nodeTitle: string }) {
  const { t } = useTranslation("activations");
  return (
    <ActivationImages
      maps={maps}
      count={Math.min(CARD_MAPS, maps.count)}
      columns={CARD_MAPS}
      width={MAPS_WIDTH}
      height={MAPS_HEIGHT}
      label={t("maps.label", { node: nodeTitle })}
      className={css.maps}
    />
  );
}

function StripNumbers({
  card,
  reading,
}: {
  card: NodeActivations;
  reading: NonNullable<NodeActivations["stats"]>;
}) {
  const { t } = useTranslation("activations");
  const { range, dead, gradient, nonfiniteText: nonfinite, sentence } = activationText(t, reading);
  const { bar } = card;
  return (
    <Tooltip text={sentence}>
      <span className={classNames("nodrag", css.strip, nonfinite !== null && css.nonfinite)}>
        {nonfinite === null ? (
          <>
            <span className={css.range}>{range}</span>
            {dead !== null && (
              <span className={classNames((reading.dead ?? 0) > DEAD_WARNING_SHARE && css.warning)}>
                {dead}
              </span>
            )}
            {gradient !== null && <span>{gradient}</span>}
          </>
        ) : (
          <span>{nonfinite}</span>
        )}
        <span className={css.scale} aria-hidden>
          {bar !== null && (
            <span
              className={css.bar}
              style={{ left: `${bar.from * 100}%`, width: `max(2px, ${(bar.to - bar.from) * 100}%)` }}
            />
          )}
        </span>
      </span>
    </Tooltip>
  );
}
