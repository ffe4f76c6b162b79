import { useTranslation } from "react-i18next";
import { useBirth } from "../../state/nanOrigin";
import { useCurrentRun } from "../../state/shownRuns";
import { focusPlace } from "../../state/view";
import { Button } from "../../ui/Button";
import { Popover } from "../../ui/Popover";
import css from "./NaNBadge.module.css";

/** The mark where a number that is none was first seen; it opens how that came, and what may help. */
export function Born({ owner, inside }: { owner: string; inside: boolean }) {
  const { t } = useTranslation("watch");
  const birth = useBirth(useCurrentRun());
  if (birth === null) return null;
  const words = t(inside ? "born.inside" : "born.here");
  return (
    <Popover
      label={`${owner}: ${words}`}
      side="right"
      trigger={
        <button
          type="button"
          className={`nodrag nopan ${css.mark}`}
          aria-label={`${owner}: ${words}`}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          <span className={css.sign} aria-hidden>
            NaN
          </span>
          {words}
        </button>
      }
    >
      <section className={css.card} aria-label={words}>
        <h3 className={css.headline}>{words}</h3>
        <p>{birth.sentence}</p>
        <ul className={css.help}>
          {birth.help.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        {inside && (
          <Button small onClick={() => focusPlace(birth.where)}>
            {t("born.show")}
          </Button>
        )}
      </section>
    </Popover>
  );
}
