import { useTranslation } from "react-i18next";
import { type CardReading, useWatching } from "../../state/activations";
import { classes } from "../../ui/classNames";
import { Tooltip } from "../../ui/Tooltip";
import css from "./ActivationStrip.module.css";
import { MANY_DEAD, stripWords } from "./activationText";
import { Born } from "./NaNBadge";

/** What training saw in one call, in a strip under its card. */
export function Strip({ id, owner }: { id: string; owner: string }) {
  const card = useWatching(({ cards }) => cards?.get(id));
  if (card === undefined) return null;
  return (
    <>
      {card.reading !== null && <Numbers card={card} reading={card.reading} />}
      {card.born !== null && <Born owner={owner} inside={card.born === "inside"} />}
    </>
  );
}

function Numbers({ card, reading }: { card: CardReading; reading: NonNullable<CardReading["reading"]> }) {
  const { t } = useTranslation("watch");
  const { range, dead, slope, broken, sentence } = stripWords(t, reading);
  const { bar } = card;
  return (
    <Tooltip text={sentence}>
      <span className={classes("nodrag", css.strip, broken !== null && css.broken)}>
        {broken === null ? (
          <>
            <span className={css.range}>{range}</span>
            {dead !== null && (
              <span className={classes((reading.dead ?? 0) > MANY_DEAD && css.many)}>{dead}</span>
            )}
            {slope !== null && <span>{slope}</span>}
          </>
        ) : (
          <span>{broken}</span>
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
