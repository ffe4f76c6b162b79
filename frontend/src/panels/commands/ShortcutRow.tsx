import { Plus, RotateCcw, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { changeKeys, formatKey, type KeyText, keysOf, useKeymap } from "../../commands/keymap";
import { assignKey, type KeyAvailability, removeKey } from "../../commands/rebindKey";
import { type CommandId, commandOf } from "../../commands/registry";
import { Button, IconButton } from "../../ui/Button";
import css from "./ShortcutsDialog.module.css";

/** A command that waits for a key: which key it replaces, and the pressed key if that is not free. */
export interface Rebinding {
  id: CommandId;
  replaces: KeyText | null;
  pressed: { key: KeyText; verdict: Exclude<KeyAvailability, "free"> } | null;
}

interface ShortcutRowProps {
  id: CommandId;
  rebinding: Rebinding | null;
  onAsk: (instead: KeyText | null) => void;
  onDone: () => void;
}

/** A command with its keys: click one to change it. */
export function ShortcutRow({ id, rebinding, onAsk, onDone }: ShortcutRowProps) {
  const { t } = useTranslation("commands");
  const changed = useKeymap((state) => state.changed);
  const command = t(`title.${id}`);
  const keys = keysOf(id, changed);
  const waiting = (key: KeyText | null) =>
    rebinding !== null && rebinding.pressed === null && rebinding.replaces === key;
  if (commandOf(id).fixed) {
    return (
      <li className={css.row}>
        <span className={css.title}>{command}</span>
        {keys.map((key) => (
          <kbd key={key} className={css.fixed}>
            {formatKey(key)}
          </kbd>
        ))}
      </li>
    );
  }
  return (
    <li className={css.row}>
      <span className={css.title}>{command}</span>
      {keys.map((key) => (
        <span key={key} className={css.key}>
          <button
            type="button"
            className={css.change}
            aria-label={waiting(key) ? undefined : t("keys.change", { key: formatKey(key), command })}
            onClick={() => onAsk(key)}
          >
            {waiting(key) ? t("keys.press") : formatKey(key)}
          </button>
          <button
            type="button"
            className={css.remove}
            aria-label={t("keys.remove", { key: formatKey(key), command })}
            onClick={() => removeKey(id, key)}
          >
            <X size={11} aria-hidden />
          </button>
        </span>
      ))}
      {waiting(null) && <span className={css.waiting}>{t("keys.press")}</span>}
      <IconButton small label={t("keys.add", { command })} onClick={() => onAsk(null)}>
        <Plus size={13} aria-hidden />
      </IconButton>
      {changed[id] !== undefined && (
        <IconButton small label={t("keys.reset", { command })} onClick={() => changeKeys(id, null)}>
          <RotateCcw size={13} aria-hidden />
        </IconButton>
      )}
      {rebinding?.pressed && <RebindRefusal rebinding={rebinding} onDone={onDone} />}
    </li>
  );
}

/** Why a key cannot be used; one of another command can be taken from it. */
function RebindRefusal({ rebinding, onDone }: { rebinding: Rebinding; onDone: () => void }) {
  const { t } = useTranslation("commands");
  if (rebinding.pressed === null) return null;
  const { key, verdict } = rebinding.pressed;
  const taken = typeof verdict === "object";
  return (
    <p className={css.refusal} role="alert">
      <span>
        {taken
          ? t("keys.taken", { key: formatKey(key), command: t(`title.${verdict.takenBy}`) })
          : t(`keys.refused.${verdict}`, { key: formatKey(key) })}
      </span>
      {taken && (
        <Button
          small
          onClick={() => {
            assignKey(rebinding.id, key, rebinding.replaces);
            onDone();
          }}
        >
          {t("keys.take")}
        </Button>
      )}
      <Button small look="quiet" onClick={onDone}>
        {t("keys.leave")}
      </Button>
    </p>
  );
}
