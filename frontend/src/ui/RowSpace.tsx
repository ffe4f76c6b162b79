/** The rows above or below those that are drawn: a table is as high as all of its rows, so that its head stays in view. */
export function RowSpace({ height }: { height: number }) {
  return (
    <tbody aria-hidden>
      <tr style={{ height: Math.max(0, height) }} />
    </tbody>
  );
}
