import type { Catalog, Parameter, Port } from "@schema";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { edgesIntoPort, inputPorts } from "../../document/catalog/ports";
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
import { sourceOptions } from "./sourceOptions";
import { useSourceName } from "./useSourceName";

/** The edges into each port, in order: connects and reorders them without a pointer. */
export function InputEdges({ node }: { node: Node }) {
  const { t } = useTranslation("editor");
  const openGraph = useDocument((state) => state.openGraph);
  const catalog = useCatalog((state) => state.catalog);
  const ports = catalog === null ? [] : inputPorts(openGraph, node, catalog);
  if (catalog === null || ports.length === 0) return null;
  const constants = node.kind === "op" ? (catalog.ops[node.op]?.parameters ?? []) : [];
  return (
    <>
      <h3 className={css.heading}>{t("inspector.inputs")}</h3>
      {ports.map((port) => (
        <PortEdges
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

interface PortEdgesProps {
  node: Node;
  port: Port;
  first: Port | undefined;
  catalog: Catalog;
  named: boolean;
  /** The parameter that can replace the tensor, if the port belongs to an operation. */
  constant: Parameter | undefined;
}

function PortEdges({ node, port, first, catalog, named, constant }: PortEdgesProps) {
  const { t } = useTranslation("editor");
  const { openGraph, edit } = useDocument();
  const nodes = useNodeReports();
  const edges = edgesIntoPort(openGraph, node, port, first);
  const set = node.kind === "op" && Object.hasOwn(node.config ?? {}, port.name);
  const labels = {
    called: (name: string, count: number) => t("inspector.calledOption", { name, count }),
    call: (number: number, of: string) => t("inspector.callOption", { number, of }),
  };
  const open = (edges.length === 0 && !set) || port.list;
  const sources = open ? sourceOptions(openGraph, node, catalog, nodes, labels) : [];
  return (
    <div className={css.port}>
      {named && <span className={css.portName}>{port.name}</span>}
      {edges.length > 0 && (
        <ul className={css.rows}>
          {edges.map((edge, index) => (
            <EdgeRow
              key={edgeKey(edge)}
              edge={edge}
              index={port.list ? index : null}
              onUp={index === 0 ? undefined : () => edit(swapEdits(edges[index - 1] ?? edge, edge))}
              onDown={
                index === edges.length - 1 ? undefined : () => edit(swapEdits(edge, edges[index + 1] ?? edge))
              }
              onRemove={() => edit(disconnectEdits(openGraph, edge, node, catalog))}
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
            edit(connectEdits(openGraph, { source, sourceOutput: Number(output) }, node, port.name, catalog));
          }}
        />
      )}
      {node.kind === "op" && constant !== undefined && (edges.length === 0 || set) && (
        <ConstantField node={node} parameter={constant} />
      )}
    </div>
  );
}

interface EdgeRowProps {
  edge: Edge;
  index: number | null;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
  onRemove: () => void;
}

function EdgeRow({ edge, index, onUp, onDown, onRemove }: EdgeRowProps) {
  const { t } = useTranslation("editor");
  const name = useSourceName(edge);
  return (
    <li className={css.edge}>
      <span className={css.edgeName}>
        {index !== null && `${index + 1} `}
        {name}
      </span>
      {index !== null && (
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
