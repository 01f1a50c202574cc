/** Texts as if an engine had made one of the other: the judge must see what is wrong with them. */
import type { Migration, ReportEntry } from '../../../server/src/migration/result.ts';
import { type ReadTexts, readTexts } from '../../../scripts/corpus/law-checks.ts';

export const BEFORE = `# the app
FROM node:20 AS build
WORKDIR /app
# sources
COPY . .
RUN npm ci && npm run build

FROM node:20
WORKDIR /app
COPY --from=build /app /app
CMD ["node", "dist/main.js"]
`;

export const AFTER = BEFORE.replace('FROM node:20 AS', 'FROM cgr.dev/chainguard/node:latest-dev AS')
  .replace('FROM node:20\n', 'FROM cgr.dev/chainguard/node:latest\n')
  .replace('CMD ["node", ', 'ENTRYPOINT ["/usr/bin/dumb-init", "--"]\nCMD ["node", ');

export function entry(line: number, message: string, action: ReportEntry['action'] = 'rewritten'): ReportEntry {
  return { rule: 'base-image', line, range: { start: 0, end: 0 }, action, message };
}

export const REPORT: readonly ReportEntry[] = [entry(1, 'base'), entry(7, 'base')];

interface Parts {
  readonly before?: string;
  readonly after?: string;
  readonly again?: string;
  readonly migration?: Partial<Migration>;
}

export function judged({ before = BEFORE, after = AFTER, again = after, migration = {} }: Parts = {}): ReadTexts {
  const first: Migration = {
    status: 'migrated',
    strategy: 'distroless',
    text: after,
    edits: [],
    report: REPORT,
    reason: undefined,
    outside: [],
    nextSteps: [],
    ...migration,
  };
  return readTexts({ before, migration: first, findings: [], again: { migration: { ...first, text: again }, findings: [] } });
}
