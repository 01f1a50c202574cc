/** Every package name behind `apk add` on a Wolfi image exists in the Wolfi index, or stands in a finding or in the report. */
import { readFileSync } from 'node:fs';
import type { ReadTexts } from './law-checks.ts';
import type { PlainDockerfile, PlainStage } from './plain-dockerfile.ts';
import { lineage } from './stage-start.ts';

const OPTIONS_WITH_VALUE = new Set([
  '--virtual',
  '-t',
  '--repository',
  '-X',
  '--root',
  '-p',
  '--arch',
  '--keys-dir',
  '--repositories-file',
  '--cache-dir',
  '--cache-max-age',
  '--wait',
]);

export function unknownPackages({ new: after, findings, again, migration }: ReadTexts, wolfi: ReadonlySet<string>): readonly string[] {
  const said = [...findings, ...again.findings, ...migration.report].map(({ message }) => message);
  return addedPackages(after).flatMap((name) => {
    if (wolfi.has(name) || /^(so|cmd|pc):/.test(name) || name.includes('$')) return [];
    return said.some((message) => message.includes(name)) ? [] : [`apk add ${name}: not in Wolfi, and nothing says so`];
  });
}

/** Names behind `apk add` in stages that stand on a Chainguard image, pins removed. */
export function addedPackages(file: PlainDockerfile): readonly string[] {
  const names = new Set<string>();
  for (const stage of file.stages) {
    if (!/chainguard|cgr\.dev/.test(rootImage(file, stage))) continue;
    for (const { keyword, rest } of stage.instructions) {
      if (keyword === 'RUN') for (const name of namesIn(rest)) names.add(name);
    }
  }
  return [...names];
}

function* namesIn(script: string): Iterable<string> {
  for (const command of script.split(/&&|\|\||[;|\n]/)) {
    const words = command.trim().split(/\s+/);
    const apk = words.indexOf('apk');
    const add = apk === -1 ? -1 : words.indexOf('add', apk);
    if (add === -1) continue;
    for (let at = apk + 1; at < words.length; at++) {
      const word = (words[at] ?? '').replace(/^["']|["')}]+$/g, '');
      if (OPTIONS_WITH_VALUE.has(word)) at++;
      else if (at !== add && word !== '' && !/^[-<>\d&]/.test(word)) yield word.replace(/[=~<>@].*$/, '');
    }
  }
}

function rootImage(file: PlainDockerfile, stage: PlainStage): string {
  return lineage(file, stage)[0]?.image ?? '';
}

/** The snapshot that ships with the project: names and what packages provide. */
export function readWolfiNames(path: URL): ReadonlySet<string> {
  const { packages, virtual }: { packages: readonly string[]; virtual: readonly string[] } = JSON.parse(readFileSync(path, 'utf8'));
  return new Set([...packages, ...virtual].map((line) => line.split(' ')[0] ?? ''));
}
