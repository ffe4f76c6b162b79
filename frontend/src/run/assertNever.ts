/** Makes a switch over a union complete: a new member does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Not expected: ${JSON.stringify(value)}`);
}
