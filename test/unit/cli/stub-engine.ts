/** A stand-in for the engine with one answer per kind of file, so that the command line is tested and nothing else. */
import type { Engine, Question } from '../../../server/src/cli/engine.ts';
import type { Finding, Migration } from '../../../server/src/migration/result.ts';

export const MIGRATED_IMAGE = 'cgr.dev/chainguard/node:latest';

function migration(part: Partial<Migration> & Pick<Migration, 'status' | 'text'>): Migration {
  return { strategy: undefined, edits: [], report: [], reason: undefined, outside: [], nextSteps: [], ...part };
}

function finding(text: string, word: string, severity: Finding['severity']): Finding {
  const start = text.indexOf(word);
  const line = text.slice(0, start).split('\n').length - 1;
  return {
    rule: 'base-image',
    severity,
    message: `About ${word}.`,
    range: { start, end: start + word.length },
    line,
    fixable: true,
    unnecessary: false,
    related: [],
  };
}

/**
 * `node` in a FROM line is migrated; `BROKEN` fails, `BUG` throws, `TEMPLATE` is not converted, `WARN` is a warning.
 * `asked` collects every question.
 */
export function stubEngine(asked: Question[] = []): Engine {
  return {
    examine(question) {
      asked.push(question);
      const { text } = question;
      if (text.includes('BUG')) throw new Error('a bug of ours');
      if (text.includes('BROKEN')) {
        const { line, range } = finding(text, 'BROKEN', 'error');
        const report = [{ rule: 'base-image', line, range, action: 'review', message: 'broken' }] as const;
        return {
          migration: migration({ status: 'failed', text, report, reason: 'has an unknown instruction BROKEN.' }),
          findings: [],
          wishes: [],
        };
      }
      if (text.includes('TEMPLATE'))
        return { migration: migration({ status: 'not-converted', text, reason: 'It is a template.' }), findings: [], wishes: [] };
      const findings = text.includes('WARN') ? [finding(text, 'WARN', 'warning')] : [];
      const match = /^FROM (node\S*)/m.exec(text);
      if (match === null)
        return { migration: migration({ status: 'unchanged', text, reason: 'No stage uses Node.' }), findings, wishes: [] };
      const image = match[1] ?? '';
      const base = finding(text, image, 'information');
      const { line, range } = base;
      return {
        migration: migration({
          status: 'migrated',
          strategy: 'distroless',
          text: text.replace(image, MIGRATED_IMAGE),
          edits: [{ range, newText: MIGRATED_IMAGE }],
          report: [
            { rule: 'base-image', line, range, action: 'rewritten', message: 'The base is Chainguard’s.' },
            { rule: 'node-version', line, range, action: 'review', message: 'Node 20 becomes 26.' },
          ],
        }),
        findings: [base, ...findings],
        wishes: [],
      };
    },
  };
}
