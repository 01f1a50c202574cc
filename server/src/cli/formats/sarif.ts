/** For code scanning: SARIF 2.1.0 (OASIS). Findings only; what a migration would do is in the other formats. */
import type { Severity } from '../../settings.ts';
import { byLine, type Outcome } from '../outcome.ts';
import { createPositions } from '../positions.ts';
import type { Reporter } from '../reporter.ts';
import type { RuleSummary } from '../rule-summaries.ts';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

export function createSarifReporter(version: string, rules: readonly RuleSummary[]): Reporter {
  const failures: object[] = [];
  const driver = { name: 'migrate-to-chainguard', version, rules: rules.map(describeRule) };
  let first = true;
  return {
    *begin() {
      yield '{\n"$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n"version": "2.1.0",\n"runs": [{\n';
      yield `"tool": ${JSON.stringify({ driver })},\n"columnKind": "utf16CodeUnits",\n"results": [`;
    },
    *file(outcome) {
      if (outcome.kind === 'failed') {
        failures.push(toNotification(outcome));
        return;
      }
      const at = createPositions(outcome.text);
      for (const { rule, severity, message, range } of byLine(outcome.findings)) {
        const { start, end } = at(range);
        const region = { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
        const result = {
          ruleId: rule,
          ruleIndex: rules.findIndex(({ id }) => id === rule),
          level: LEVELS[severity],
          message: { text: message },
          locations: [{ physicalLocation: { artifactLocation: { uri: toUri(outcome.path) }, region } }],
        };
        yield `${first ? '\n' : ',\n'}${JSON.stringify(result)}`;
        first = false;
      }
    },
    *end() {
      const invocation = { executionSuccessful: failures.length === 0, toolExecutionNotifications: failures };
      yield `\n],\n"invocations": [${JSON.stringify(invocation)}]\n}]\n}\n`;
    },
  };
}

function describeRule({ id, title, severity }: RuleSummary) {
  return {
    id,
    ...(title !== undefined && { shortDescription: { text: title } }),
    ...(severity !== undefined && { defaultConfiguration: { level: LEVELS[severity] } }),
  };
}

function toNotification({ path, line, message }: Outcome & { kind: 'failed' }): object {
  const region = line === undefined ? {} : { region: { startLine: line + 1 } };
  return {
    level: 'error',
    message: { text: `${path} ${message}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: toUri(path) }, ...region } }],
  };
}

/** A relative reference: GitHub and others read it from the root of the checkout. */
function toUri(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
