import type { Documentation } from "@schema";
import { assertNever } from "../../document/types";
import { CodeText } from "./CodeBlock";
import { Spans } from "./DocSpans";
import css from "./Docs.module.css";

type Block = Documentation["blocks"][number];

/** Paragraphs, sections, arguments, lists and code, one below the other. */
export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: what was read has an order and never changes.
    <OneBlock key={place} block={block} />
  ));
}

function OneBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case "paragraph":
      return (
        <p>
          <Spans spans={block.spans} />
        </p>
      );
    case "heading":
      return (
        <h3 className={css.heading}>
          <Spans spans={block.spans} />
        </h3>
      );
    case "code_block":
      return <CodeText language={block.language} text={block.text} />;
    case "list": {
      const items = block.items.map((item, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was read has an order and never changes.
        <li key={place}>
          <Blocks blocks={item} />
        </li>
      ));
      return block.start === null ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case "definitions":
      return (
        <dl>
          {block.entries.map(({ term, blocks }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a name may be told of twice.
            <div key={place}>
              <dt>{term}</dt>
              <dd>
                <Blocks blocks={blocks} />
              </dd>
            </div>
          ))}
        </dl>
      );
    default:
      return assertNever(block);
  }
}
