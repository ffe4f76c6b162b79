import { useTranslation } from "react-i18next";
import { useNaNOrigin } from "../../state/runs/nanOrigin";
import { useCurrentRun } from "../../state/runs/shownRuns";
import { focusLocation } from "../../state/view";
import { Button } from "../../ui/Button";
import { Popover } from "../../ui/overlays/Popover";
import css from "./NaNBadge.module.css";

/** Badge at the node where the first NaN or infinity appeared; opens an explanation and what may help. */
export function NaNBadge({ nodeTitle, inside }: { nodeTitle: string; inside: boolean }) {
  const { t } = useTranslation("activations");
  const origin = useNaNOrigin(useCurrentRun());
  if (origin === null) return null;
  const label = t(inside ? "origin.inside" : "origin.here");
  return (
    <Popover
      label={`${nodeTitle}: ${label}`}
      side="right"
      trigger={
        <button
          type="button"
          className={`nodrag nopan ${css.badge}`}
          aria-label={`${nodeTitle}: ${label}`}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          <span className={css.sign} aria-hidden>
            NaN
          </span>
          {label}
        </button>
      }
    >
      <section className={css.card} aria-label={label}>
        <h3 className={css.headline}>{label}</h3>
        <p>{origin.sentence}</p>
        <ul className={css.help}>
          {origin.help.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        {inside && (
          <Button small onClick={() => focusLocation(origin.where)}>
            {t("origin.show")}
          </Button>
        )}
      </section>
    </Popover>
  );
}
