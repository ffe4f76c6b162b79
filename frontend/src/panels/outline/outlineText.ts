import type { Problem } from "@schema";
import type { TFunction } from "i18next";
import type { Brought, Told } from "../../document/display/outline";
import { problemText } from "../../i18n/problemText";

type Words = TFunction<"outline">;

/** One sentence for a node: `Concatenate merged, inputs 1 encode call 0, 2 encode call 1, output None by 48`. */
export function toldWords(t: Words, told: Told, problems: readonly Problem[]): string {
  const parts = [head(t, told), ...incoming(t, told), outgoing(t, told), ...trouble(t, problems)];
  return parts.join(t("join"));
}

function head(t: Words, { className, title, call }: Told): string {
  return call === null
    ? t("head", { class: className, title })
    : t("headOfCall", { class: className, title, call });
}

function incoming(t: Words, told: Told): string[] {
  if (told.inputs.length === 0) return told.className === "Input" ? [] : [t("noInput")];
  const list = told.inputs.map((each) => brought(t, each)).join(t("join"));
  return [t(told.inputs.length === 1 ? "input" : "inputs", { list })];
}

function brought(t: Words, { from, call, port, number }: Brought): string {
  const source = call === null ? t("from", { from }) : t("fromCall", { from, call });
  const numbered = number === null ? source : t("numbered", { number, from: source });
  return port === null ? numbered : t("named", { port, from: numbered });
}

function outgoing(t: Words, { outputs }: Told): string {
  if (outputs.length === 0) return t("noShape");
  const [only] = outputs;
  if (outputs.length === 1 && only !== undefined) return t("output", { shape: shapeWords(t, only) });
  const list = outputs.map((output) =>
    output.name === null
      ? shapeWords(t, output)
      : t("namedOutput", { name: output.name, shape: shapeWords(t, output) }),
  );
  return t("outputs", { list: list.join(t("join")) });
}

/** `None by 48`, with the dtype where it is not the usual one. */
function shapeWords(t: Words, { shape, dtype }: Told["outputs"][number]): string {
  const axes = shape.map((axis) => (axis === null ? t("unknown") : String(axis)));
  const [first, ...rest] = axes;
  const text = first === undefined ? t("scalar") : rest.reduce((a, b) => t("by", { a, b }), first);
  return dtype === "float32" ? text : t("typed", { shape: text, dtype });
}

function trouble(t: Words, problems: readonly Problem[]): string[] {
  const [first] = problems;
  return first === undefined ? [] : [t("problem", { count: problems.length, first: problemText(first) })];
}
