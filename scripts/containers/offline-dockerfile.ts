/** A Dockerfile for a build that pulls nothing. */
import { writeFileSync } from 'node:fs';

/** `# syntax=` makes BuildKit pull the parser that it names; directives stand before everything else. Line numbers stay. */
export function withoutSyntaxLine(text: string): string {
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (!/^\s*#\s*[a-z]+\s*=/i.test(line)) break;
    if (/^\s*#\s*syntax\s*=/i.test(line)) lines[index] = '#';
  }
  return lines.join('\n');
}

/** Writes it to `path`. @returns the path */
export function writeOffline(text: string, path: string): string {
  writeFileSync(path, withoutSyntaxLine(text));
  return path;
}
