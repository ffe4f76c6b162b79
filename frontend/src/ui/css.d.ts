import "react";

declare module "react" {
  interface CSSProperties {
    /** Custom properties, such as the colour of a family. */
    [name: `--${string}`]: string | number | undefined;
  }
}
