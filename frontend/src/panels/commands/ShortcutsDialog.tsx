import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useHandlers } from "../../commands/handlers";
import { type KeyText, resetKeys, useKeymap } from "../../commands/keymap";
import { assignKey, keyAvailability } from "../../commands/rebindKey";
import { COMMAND_IDS, groupOf } from "../../commands/registry";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";
import { FixedKeys } from "./FixedShortcuts";
import { type Asked, KeyRow } from "./ShortcutRow";
import css from "./ShortcutsDialog.module.css";
import { useNextKey } from "./useNextKey";

/** Every key: what it does, and another in its place for who wants one. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("commands");
  const [open, setOpen] = useState(true);
  const [asked, setAsked] = useState<Asked | null>(null);
  const handlers = useHandlers((state) => state.handlers);
  const changed = useKeymap((state) => state.changed);
  const commands = COMMAND_IDS.filter((id) => handlers[id] !== undefined);
  const groups = [...new Set(commands.map(groupOf))];

  const hear = useCallback(
    (key: KeyText | null) => setAsked(asked === null || key === null ? null : answered(asked, key)),
    [asked],
  );
  useNextKey(asked !== null && asked.pressed === null, hear);

  return (
    <Dialog title={t("keys.title")} close={t("keys.close")} open={open} onOpen={setOpen} onClosed={onClose}>
      <p className={css.about}>{t("keys.about")}</p>
      <p className="visually-hidden" role="status">
        {asked?.pressed === null && t("keys.waiting", { command: t(`title.${asked.id}`) })}
      </p>
      {groups.map((group) => (
        <section key={group} aria-labelledby={`keys-${group}`}>
          <h3 id={`keys-${group}`} className={css.group}>
            {t(`group.${group}`)}
          </h3>
          <ul className={css.list}>
            {commands
              .filter((id) => groupOf(id) === group)
              .map((id) => (
                <KeyRow
                  key={id}
                  id={id}
                  asked={asked?.id === id ? asked : null}
                  onAsk={(instead) => setAsked({ id, instead, pressed: null })}
                  onDone={() => setAsked(null)}
                />
              ))}
          </ul>
        </section>
      ))}
      <FixedKeys />
      <Button className={css.reset} disabled={Object.keys(changed).length === 0} onClick={resetKeys}>
        {t("keys.resetAll")}
      </Button>
    </Dialog>
  );
}

/** A free key is given at once; of any other it is said why not, or whose it is. */
function answered(asked: Asked, key: KeyText): Asked | null {
  const verdict = keyAvailability(key, asked.id);
  if (verdict !== "free") return { ...asked, pressed: { key, verdict } };
  assignKey(asked.id, key, asked.instead);
  return null;
}
