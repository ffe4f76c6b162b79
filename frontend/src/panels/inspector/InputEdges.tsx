import type { Catalog, Parameter, Port } from "@schema";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { inputPorts, wiresInto } from "../../document/catalog/ports";
import { connectEdits, disconnectEdits, swapEdits } from "../../document/connect/connectEdits";
import { edgeKey } from "../../document/equal";
import type { Edge, Node } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { useNodeReports } from "../../state/check";
import { useDocument } from "../../state/document";
import { IconButton } from "../../ui/Button";
import { Select } from "../../ui/Field";
import { ConstantField } from "./fields/ConstantField";
import css from "./Inspector.module.css";
import { sourcesFor } from "./sourceOptions";
import { useSourceName } from "./useSourceName";

/** What comes into each port, in its order: the way to wire and to reorder without a pointer. */
export function Wires({ node }: { node: Node }) {
  const { t } = useTranslation("editor");
  const document = useDocument((state) => state.document);
  const catalog = useCatalog((state) => state.catalog);
  const ports = catalog === null ? [] : inputPorts(document, node, catalog);
  if (catalog === null || ports.length === 0) return null;
  const constants = node.kind === "op" ? (catalog.ops[node.op]?.parameters ?? []) : [];
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
          constant={constants.find((parameter) => parameter.name === port.name)}
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
  /** What may stand in for the tensor, where the port belongs to an operation. */
  constant: Parameter | undefined;
}

function PortWires({ node, port, first, catalog, named, constant }: PortWiresProps) {
  const { t } = useTranslation("editor");
  const { document, edit } = useDocument();
  const nodes = useNodeReports();
  const wires = wiresInto(document, node, port, first);
  const set = node.kind === "op" && Object.hasOwn(node.config ?? {}, port.name);
  const words = {
    called: (name: string, count: number) => t("inspector.calledOption", { name, count }),
    call: (number: number, of: string) => t("inspector.callOption", { number, of }),
  };
  const open = (wires.length === 0 && !set) || port.list;
  const sources = open ? sourcesFor(document, node, catalog, nodes, words) : [];
  return (
    <div className={css.port}>
      {named && <span className={css.portName}>{port.name}</span>}
      {wires.length > 0 && (
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
      )}
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
      {node.kind === "op" && constant !== undefined && (wires.length === 0 || set) && (
        <ConstantField node={node} parameter={constant} />
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
  const name = useSourceName(wire);
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
