import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useHandlers } from "../../commands/handlers";
import { type KeyText, resetKeys, useKeymap } from "../../commands/keymap";
import { assignKey, keyAvailability } from "../../commands/rebindKey";
import { COMMAND_IDS, groupOf } from "../../commands/registry";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/overlays/Dialog";
import { FixedShortcuts } from "./FixedShortcuts";
import { type Rebinding, ShortcutRow } from "./ShortcutRow";
import css from "./ShortcutsDialog.module.css";
import { useNextKey } from "./useNextKey";

/** All keyboard shortcuts, to read and to change. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("commands");
  const [open, setOpen] = useState(true);
  const [rebinding, setRebinding] = useState<Rebinding | null>(null);
  const handlers = useHandlers((state) => state.handlers);
  const changed = useKeymap((state) => state.changed);
  const commands = COMMAND_IDS.filter((id) => handlers[id] !== undefined);
  const groups = [...new Set(commands.map(groupOf))];

  const onKey = useCallback(
    (key: KeyText | null) =>
      setRebinding(rebinding === null || key === null ? null : tryRebind(rebinding, key)),
    [rebinding],
  );
  useNextKey(rebinding !== null && rebinding.pressed === null, onKey);

  return (
    <Dialog title={t("keys.title")} close={t("keys.close")} open={open} onOpen={setOpen} onClosed={onClose}>
      <p className={css.about}>{t("keys.about")}</p>
      <p className="visually-hidden" role="status">
        {rebinding?.pressed === null && t("keys.waiting", { command: t(`title.${rebinding.id}`) })}
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
                <ShortcutRow
                  key={id}
                  id={id}
                  rebinding={rebinding?.id === id ? rebinding : null}
                  onAsk={(instead) => setRebinding({ id, replaces: instead, pressed: null })}
                  onDone={() => setRebinding(null)}
                />
              ))}
          </ul>
        </section>
      ))}
      <FixedShortcuts />
      <Button className={css.reset} disabled={Object.keys(changed).length === 0} onClick={resetKeys}>
        {t("keys.resetAll")}
      </Button>
    </Dialog>
  );
}

/** Assigns a free key at once; otherwise returns why it is not free. */
function tryRebind(rebinding: Rebinding, key: KeyText): Rebinding | null {
  const verdict = keyAvailability(key, rebinding.id);
  if (verdict !== "free") return { ...rebinding, pressed: { key, verdict } };
  assignKey(rebinding.id, key, rebinding.replaces);
  return null;
}
