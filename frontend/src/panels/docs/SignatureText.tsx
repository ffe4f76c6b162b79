import type { Signature } from "@schema";
import css from "./Docs.module.css";

/** A Python signature: the name, then each argument with its default, never wrapped within an argument. */
export function SignatureText({ signature }: { signature: Signature }) {
  const split = signature.name.lastIndexOf(".") + 1;
  const last = signature.arguments.length - 1;
  return (
    <code className={css.signature}>
      <span className={css.quiet}>{signature.name.slice(0, split)}</span>
      <b>{signature.name.slice(split)}</b>(
      {signature.arguments.map((argument, index) => (
        <span key={argument}>
          <span className={css.argument}>
            <Argument text={argument} />
            {index < last ? "," : ")"}
          </span>{" "}
        </span>
      ))}
      {last < 0 && ")"}
    </code>
  );
}

/** `units`, or `units=32` with the default in a quieter colour. */
function Argument({ text }: { text: string }) {
  const split = text.indexOf("=");
  if (split === -1) return text;
  return (
    <>
      {text.slice(0, split)}
      <wbr />
      <span className={css.quiet}>{text.slice(split)}</span>
    </>
  );
}
