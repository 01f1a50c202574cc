/** Workflow commands of GitHub Actions: each finding is a remark beside its line in the pull request. */
import type { Severity } from '../../settings.ts';
import { byLine } from '../outcome.ts';
import { createPositions } from '../positions.ts';
import type { Reporter } from '../reporter.ts';

const COMMANDS: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

export function createGithubReporter(): Reporter {
  return {
    *begin() {},
    *file(outcome) {
      const { path } = outcome;
      if (outcome.kind === 'failed') {
        yield command(
          'error',
          { file: path, line: outcome.line === undefined ? undefined : outcome.line + 1 },
          `${path}: ${outcome.message}`,
        );
        return;
      }
      const at = createPositions(outcome.text);
      for (const { rule, severity, message, range } of byLine(outcome.findings)) {
        const { start, end } = at(range);
        // Columns are only understood within one line.
        const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
        yield command(
          COMMANDS[severity],
          { file: path, line: start.line, endLine: end.line, ...columns, title: `migrate-to-chainguard: ${rule}` },
          message,
        );
      }
    },
    *end() {},
  };
}

function command(name: string, properties: Readonly<Record<string, string | number | undefined>>, message: string): string {
  const written = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${escapeProperty(String(value))}`],
  );
  return `::${name} ${written.join(',')}::${escapeData(message)}\n`;
}

/** As actions/toolkit writes them. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
