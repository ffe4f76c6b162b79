import { useTranslation } from "react-i18next";
import { runCommand } from "../../commands/handlers";
import { dismissTourOffer } from "../../state/help";
import { Button } from "../../ui/Button";
import css from "./Tour.module.css";

/** Offers the tour on the first visit. */
export function TourOffer() {
  const { t } = useTranslation("editor");
  return (
    <section className={css.offer} aria-label={t("tour.take")}>
      <p>{t("tour.offer")}</p>
      <Button small onClick={() => runCommand("help.tour")}>
        {t("tour.take")}
      </Button>
      <Button small look="quiet" onClick={dismissTourOffer}>
        {t("tour.decline")}
      </Button>
    </section>
  );
}
