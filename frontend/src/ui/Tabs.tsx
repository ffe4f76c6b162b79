import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";
import css from "./Tabs.module.css";

export interface Tab {
  id: string;
  title: string;
  panel: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  current: string;
  onCurrent: (id: string) => void;
  /** Shown at the right end of the bar. */
  end?: ReactNode;
}

export function Tabs({ label, tabs, current, onCurrent, end }: TabsProps) {
  return (
    <Radix.Root className={css.root} value={current} onValueChange={onCurrent}>
      <div className={css.bar}>
        <Radix.List className={css.list} aria-label={label}>
          {tabs.map((tab) => (
            <Radix.Trigger key={tab.id} className={css.tab} value={tab.id} data-tour={tab.id}>
              {tab.title}
            </Radix.Trigger>
          ))}
        </Radix.List>
        {end !== undefined && <div className={css.end}>{end}</div>}
      </div>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} className={css.panel} value={tab.id} tabIndex={-1}>
          {tab.panel}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
