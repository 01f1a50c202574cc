/** Parser directives: `# syntax=`, `# escape=` and `# check=` at the very top of a Dockerfile. */
import * as l10n from '@vscode/l10n';
import type { Directive, SyntaxProblem } from './ast.ts';
import type { PhysicalLine } from './physical-lines.ts';
import { isAsciiSpace } from './white-space.ts';

const directivePattern = /^#[\s\u0085]*([a-zA-Z][a-zA-Z0-9]*)[\t\f\r ]*=([^]*)$/u;
const names: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);

/** Takes the lines from the top and keeps the directives. */
export class DirectiveReader {
  readonly directives: Directive[] = [];
  readonly problems: SyntaxProblem[] = [];
  escape: '\\' | '`' = '\\';
  #done = false;

  /**
   * Whether this line is a directive. The first line that is none, even an empty one, ends them.
   * @param start where the line begins behind its leading blanks
   */
  accept(text: string, line: PhysicalLine, start: number): boolean {
    if (this.#done) {
      return false;
    }
    const match = text.charCodeAt(start) === 0x23 ? directivePattern.exec(text.slice(start, line.end)) : null;
    const name = match?.[1]?.toLowerCase();
    const value = valueIn(match?.[2] ?? '');
    if (name === undefined || value === '' || !names.has(name)) {
      this.#done = true;
      return false;
    }
    const range = { start, end: line.end };
    if (this.directives.some((directive) => directive.name === name)) {
      this.problems.push({ message: l10n.t('The directive "{0}" may stand only once.', name), range, line: line.number });
    } else if (name === 'escape') {
      this.#setEscape(value, { message: l10n.t('The escape character must be \\ or `, not "{0}".', value), range, line: line.number });
    }
    this.directives.push({ name, value, range });
    return true;
  }

  #setEscape(value: string, problem: SyntaxProblem): void {
    if (value === '\\' || value === '`') {
      this.escape = value;
    } else {
      this.problems.push(problem);
    }
  }
}

/** Without the blanks around it; of blanks alone BuildKit keeps the last. */
function valueIn(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end - 1 && isAsciiSpace(text.charCodeAt(start))) {
    start += 1;
  }
  while (end > start + 1 && isAsciiSpace(text.charCodeAt(end - 1))) {
    end -= 1;
  }
  return text.slice(start, end);
}
