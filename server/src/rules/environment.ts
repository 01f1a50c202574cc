/** Values for ENV lines. */

/** `value` as it must stand behind `NAME=`, so that Docker reads the same text: quoted where needed, `$` kept literal. */
export function quoteEnvironment(value: string): string {
  if (value !== '' && /^[\w@%+=:,./-]+$/.test(value)) return value;
  return `"${value.replace(/[\\"$]/g, '\\$&')}"`;
}
