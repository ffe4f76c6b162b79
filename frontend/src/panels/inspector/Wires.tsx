import type { Catalog, Port } from "@schema";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { edgeKey } from "../../document/equal";
import { callsOf, findNode, nodesOf, reaches, titleOf } from "../../document/graph";
import { inputPorts, outputPorts, wiresInto } from "../../document/ports";
import type { Document, Edge, Node } from "../../document/types";
import { connectEdits, disconnectEdits, swapEdits } from "../../document/wiring";
import { useCatalog } from "../../store/catalog";
import { useDocument } from "../../store/document";
import { IconButton } from "../../ui/Button";
import { Select } from "../../ui/Field";
import css from "./Inspector.module.css";

/** What comes into each port, in its order: the way to wire and to reorder without a pointer. */
export function Wires({ node }: { node: Node }) {
  const { t } = useTranslation("editor");
  const document = useDocument((state) => state.document);
  const catalog = useCatalog((state) => state.catalog);
  const ports = catalog === null ? [] : inputPorts(document, node, catalog);
  if (catalog === null || ports.length === 0) return null;
  return (
    <>
      <h3 className={css.heading}>{t("inspector.inputs")}</h3>
      {ports.map((port) => (
        <PortWires
          key={port.name}
          node={node}
          port={port}
          first={ports[0]}
          catalog={catalog}
          named={ports.length > 1}
        />
      ))}
    </>
  );
}

interface PortWiresProps {
  node: Node;
  port: Port;
  first: Port | undefined;
  catalog: Catalog;
  named: boolean;
}

function PortWires({ node, port, first, catalog, named }: PortWiresProps) {
  const { t } = useTranslation("editor");
  const { document, edit } = useDocument();
  const wires = wiresInto(document, node, port, first);
  const sources = wires.length === 0 || port.list ? sourcesFor(document, node, catalog) : [];
  return (
    <div className={css.port}>
      {named && <span className={css.portName}>{port.name}</span>}
      <ul className={css.rows}>
        {wires.map((wire, place) => (
          <WireRow
            key={edgeKey(wire)}
            wire={wire}
            place={port.list ? place : null}
            onUp={place === 0 ? undefined : () => edit(swapEdits(wires[place - 1] ?? wire, wire))}
            onDown={
              place === wires.length - 1 ? undefined : () => edit(swapEdits(wire, wires[place + 1] ?? wire))
            }
            onRemove={() => edit(disconnectEdits(document, wire, node, catalog))}
          />
        ))}
      </ul>
      {sources.length > 0 && (
        <Select
          aria-label={t("inspector.connectTo", { port: port.name })}
          value=""
          options={[{ value: "", label: t("inspector.connectFrom") }, ...sources]}
          onPick={(picked) => {
            const [source = "", output = "0"] = picked.split("|");
            edit(connectEdits(document, { source, sourceOutput: Number(output) }, node, port.name, catalog));
          }}
        />
      )}
    </div>
  );
}

interface WireRowProps {
  wire: Edge;
  place: number | null;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
  onRemove: () => void;
}

function WireRow({ wire, place, onUp, onDown, onRemove }: WireRowProps) {
  const { t } = useTranslation("editor");
  const name = useDocument(({ document }) => {
    const source = findNode(document, wire.source);
    return source === undefined ? wire.source : titleOf(document, source);
  });
  return (
    <li className={css.wire}>
      <span className={css.wireName}>
        {place !== null && `${place + 1} `}
        {name}
      </span>
      {place !== null && (
        <>
          <IconButton small label={t("inspector.earlier", { name })} disabled={!onUp} onClick={onUp}>
            <ArrowUp size={13} aria-hidden />
          </IconButton>
          <IconButton small label={t("inspector.later", { name })} disabled={!onDown} onClick={onDown}>
            <ArrowDown size={13} aria-hidden />
          </IconButton>
        </>
      )}
      <IconButton small label={t("inspector.unwire", { name })} onClick={onRemove}>
        <X size={13} aria-hidden />
      </IconButton>
    </li>
  );
}

/** Every output that can be wired to a node without closing a circle. */
function sourcesFor(document: Document, node: Node, catalog: Catalog): { value: string; label: string }[] {
  return nodesOf(document).flatMap((source) => {
    if (reaches(document, node.id, source.id)) return [];
    const calls = callsOf(document, source);
    const title = titleOf(document, source) + (calls.length > 1 ? ` ${calls.indexOf(source)}` : "");
    const outputs = outputPorts(document, source, catalog);
    return outputs.map((output, index) => ({
      value: `${source.id}|${index}`,
      label: outputs.length > 1 ? `${title}, ${output.name}` : title,
    }));
  });
}
