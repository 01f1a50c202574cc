/** A case is a folder: `Dockerfile`, what surrounds it, `settings.json` if it needs any, and what must come out. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Migration } from '../../server/src/migration/index.ts';
import { examine, type Examination } from '../../server/src/migration/index.ts';
import { memoryFiles } from '../../server/src/project/memory-files.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../server/src/settings.ts';

export const CASES = fileURLToPath(new URL('.', import.meta.url));

const EXPECTATIONS = new Set(['expected.Dockerfile', 'report.txt', 'settings.json', 'files.txt']);

export interface Case {
  readonly name: string;
  readonly folder: string;
  readonly text: string;
  readonly settings: Settings;
  /** Surroundings by path. */
  readonly surroundings: Readonly<Record<string, string>>;
  /** Further paths that exist, from `files.txt`, one a line. */
  readonly listing: readonly string[];
}

export function allCases(): Case[] {
  return readdirSync(CASES)
    .filter((name) => statSync(join(CASES, name)).isDirectory())
    .sort()
    .map(readCase);
}

function readCase(name: string): Case {
  const folder = join(CASES, name);
  const surroundings: Record<string, string> = {};
  for (const path of filesBelow(folder)) {
    const key = relative(folder, path).split(sep).join('/');
    if (!EXPECTATIONS.has(key)) surroundings[key] = readFileSync(path, 'utf8');
  }
  const text = surroundings['Dockerfile'];
  if (text === undefined) throw new Error(`${name} has no Dockerfile`);
  return { name, folder, text, surroundings, settings: { ...DEFAULT_SETTINGS, ...settingsOf(folder) }, listing: listingOf(folder) };
}

function settingsOf(folder: string): Partial<Settings> {
  const text = optional(join(folder, 'settings.json'));
  return text === undefined ? {} : (JSON.parse(text) as Partial<Settings>);
}

function listingOf(folder: string): string[] {
  return (optional(join(folder, 'files.txt')) ?? '').split('\n').filter((line) => line !== '');
}

export function optional(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]));
}

export function run(one: Case, text: string = one.text): Examination {
  const files = memoryFiles({ ...one.surroundings, Dockerfile: text }, { listing: one.listing });
  return examine({ path: 'Dockerfile', text, files, settings: one.settings });
}

/** The report as a person reads it, findings first. */
export function reportText({ migration, findings }: { readonly migration: Migration; readonly findings: Examination['findings'] }): string {
  const lines = [
    `status: ${migration.status}`,
    `strategy: ${migration.strategy ?? '-'}`,
    ...(migration.reason === undefined ? [] : [`reason: ${migration.reason}`]),
    '',
    'findings:',
    ...findings.map((finding) => `  ${finding.line + 1}: ${finding.severity} ${finding.rule}: ${finding.message}`),
    '',
    'report:',
    ...migration.report.map((entry) => `  ${entry.line + 1}: ${entry.action} ${entry.rule}: ${entry.message}`),
  ];
  return `${lines.join('\n')}\n`;
}
