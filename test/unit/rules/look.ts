/** One Dockerfile with its surroundings through the engine, and what one rule made of it. */
import { examine, type Finding, type Migration } from '../../../server/src/migration/index.ts';
import { memoryFiles } from '../../../server/src/project/memory-files.ts';
import type { RuleId } from '../../../server/src/rules/ids.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../server/src/settings.ts';

export interface Look {
  readonly migration: Migration;
  /** The new text. */
  readonly text: string;
  readonly findings: readonly Finding[];
  /** `severity: message` of the rule's findings. */
  readonly said: readonly string[];
  /** `action: message` of the rule's report lines. */
  readonly reported: readonly string[];
  /** The rule's findings on the new text. */
  readonly saidAfter: readonly string[];
}

/** `surroundings` by path, beside the Dockerfile itself. */
export function look(
  rule: RuleId,
  text: string,
  surroundings: Readonly<Record<string, string>> = {},
  settings: Partial<Settings> = {},
): Look {
  const ask = (source: string): ReturnType<typeof examine> =>
    examine({
      path: 'Dockerfile',
      text: source,
      files: memoryFiles({ ...surroundings, Dockerfile: source }),
      settings: { ...DEFAULT_SETTINGS, ...settings },
    });
  const { migration, findings } = ask(text);
  const said = (all: readonly Finding[]): string[] =>
    all.filter((finding) => finding.rule === rule).map(({ severity, message }) => `${severity}: ${message}`);
  return {
    migration,
    text: migration.text,
    findings,
    said: said(findings),
    reported: migration.report.filter((entry) => entry.rule === rule).map(({ action, message }) => `${action}: ${message}`),
    saidAfter: said(ask(migration.text).findings),
  };
}

/** The surroundings of a small application that starts with `node app.js`. */
export const APP = {
  'app.js': 'require("http").createServer().listen(3000);\n',
  'package.json': '{"name":"app","scripts":{"start":"node app.js"}}\n',
  '.dockerignore': 'node_modules\n',
} as const;
