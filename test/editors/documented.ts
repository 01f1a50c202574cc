/** The set-ups of docs/editors.md: what is documented is what is tested. */
import { readFileSync } from 'node:fs';

/** The first code block below a heading. Throws when there is none, so that no rewording of the page leaves a test without its set-up. */
export function documentedSetUp(heading: string): string {
  const page = readFileSync('docs/editors.md', 'utf8');
  const section = page.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`));
  const block = section === undefined ? undefined : /^```\w*\n([\s\S]*?)^```$/m.exec(section)?.[1];
  if (block === undefined) throw new Error(`docs/editors.md has no set-up below "${heading}".`);
  return block;
}
