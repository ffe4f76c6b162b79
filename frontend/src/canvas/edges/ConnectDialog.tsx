import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { outputPorts } from "../../document/catalog/ports";
import { type Target, targetsFor } from "../../document/connect/targets";
import { findNode } from "../../document/graph";
import type { NodeId } from "../../document/types";
import { shapeText } from "../../document/values/shape";
import { useCatalog } from "../../state/catalog";
import { useNodeReport } from "../../state/check";
import { useDocument } from "../../state/document";
import { endEdge, startEdge, usePendingEdge } from "../../state/pendingEdge";
import { Combobox } from "../../ui/Combobox";
import { classNames } from "../../ui/classNames";
import { Field, Select } from "../../ui/Field";
import { Dialog } from "../../ui/overlays/Dialog";
import { connectTo } from "../gestures/useConnectionHandlers";
import css from "./ConnectDialog.module.css";
import { type NamedTarget, useTargetNames } from "./useTargetNames";

interface ConnectDialogProps {
  source: NodeId;
  onClose: () => void;
}

/** Connects without a pointer: from an output of a node to an input picked from a list. */
export function ConnectDialog({ source, onClose }: ConnectDialogProps) {
  const { t } = useTranslation("gestures");
  const [text, setText] = useState("");
  const [output, setOutput] = useState(0);
  const targets = useTargets(source, output);
  const { nodeName, targetName } = useTargetNames();
  const outputs = useOutputs(source);
  const options = useMemo(() => {
    const named = targets.map((target): NamedTarget => ({ target, ...targetName(target) }));
    const query = text.trim().toLowerCase();
    return named.filter(({ title }) => title.toLowerCase().includes(query));
  }, [targets, targetName, text]);
  const pick = (index: number) => {
    const target = options[index]?.target;
    if (target === undefined) return;
    connectTo({ source, sourceOutput: output }, target.node.id, target.slot.id);
    onClose();
  };
  const title = t("connect.title", { node: nodeName(source) });
  return (
    <Dialog title={title} close={t("connect.close")} open onOpen={onClose} bare>
      <header className={css.from}>{title}</header>
      {outputs.length > 1 && (
        <Field label={t("connect.output")} className={css.outputs}>
          {(control) => (
            <Select
              {...control}
              value={String(output)}
              options={outputs}
              onPick={(picked) => setOutput(Number(picked))}
            />
          )}
        </Field>
      )}
      <Combobox
        label={t("connect.to")}
        placeholder={t("connect.to")}
        listLabel={t("connect.inputs")}
        text={text}
        onText={setText}
        options={options.map(({ target, title: name, note }) => ({
          id: `${target.node.id} ${target.slot.id}`,
          className: classNames(css.option, target.refusal !== null && css.refused),
          // An edge that closes a cycle is not allowed; one that does not fit becomes a problem with fixes.
          disabled: target.refusal === "cycle",
          content: (
            <>
              <span className={css.name}>{name}</span>
              {note !== "" && <span className={css.note}>{note}</span>}
            </>
          ),
        }))}
        empty={t("connect.none")}
        onPick={pick}
        onClose={onClose}
      />
    </Dialog>
  );
}

/** The inputs that the edge may end at, from the server, as when an edge is dragged. */
function useTargets(source: NodeId, output: number): readonly Target[] {
  const openGraph = useDocument((state) => state.openGraph);
  const catalog = useCatalog((state) => state.catalog);
  const ports = usePendingEdge((state) => state.acceptingPorts);
  useEffect(() => {
    startEdge({ source, sourceOutput: output });
    return endEdge;
  }, [source, output]);
  return useMemo(
    () => (catalog === null ? [] : targetsFor(openGraph, source, catalog, ports)),
    [openGraph, source, catalog, ports],
  );
}

function useOutputs(source: NodeId): { value: string; label: string }[] {
  const openGraph = useDocument((state) => state.openGraph);
  const catalog = useCatalog((state) => state.catalog);
  const specs = useNodeReport(source)?.outputs;
  const node = findNode(openGraph, source);
  if (node === undefined || catalog === null) return [];
  return outputPorts(openGraph, node, catalog).map(({ name }, index) => {
    const spec = specs?.[index];
    return { value: String(index), label: spec === undefined ? name : `${name} · ${shapeText(spec)}` };
  });
}
