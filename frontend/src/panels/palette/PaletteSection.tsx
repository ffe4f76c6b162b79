import { ChevronDown, ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { toggleSection, usePaletteSections } from "../../state/palette";
import { classNames } from "../../ui/classNames";
import css from "./Palette.module.css";
import { PaletteItem } from "./PaletteItem";
import type { Section } from "./sections";

/** A collapsible section of the palette. Collapsed items are not mounted. */
export function PaletteSection({ section, inner = false }: { section: Section; inner?: boolean }) {
  const { t } = useTranslation("editor");
  const { t: translate } = useTranslation("catalog");
  const { id, choices, groups } = section;
  const open = usePaletteSections((state) => state.toggled.includes(id)) !== section.open;
  const title =
    section.title === undefined
      ? t(`palette.group.${id}`)
      : translate(`group.${section.title}`, { defaultValue: section.title });
  const Heading = inner ? "h3" : "h2";
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <section aria-label={title}>
      <Heading className={classNames(css.heading, inner && css.inner)}>
        <button
          type="button"
          className={css.toggle}
          data-stop
          tabIndex={-1}
          aria-expanded={open}
          onClick={() => toggleSection(id)}
        >
          <span className={css.headingText}>{title}</span>
          <span className={css.count} aria-hidden>
            {open ? "" : choices.length}
          </span>
          <Chevron size={12} aria-hidden />
        </button>
      </Heading>
      {open && groups.length === 0 && (
        <ul className={css.list}>
          {choices.map((choice) => (
            <PaletteItem key={choice.id} choice={choice} recent={id === "recent"} />
          ))}
        </ul>
      )}
      {open && groups.map((group) => <PaletteSection key={group.id} section={group} inner />)}
    </section>
  );
}
