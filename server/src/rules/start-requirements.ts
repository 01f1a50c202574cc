/** What a start needs of the image that it runs on. */
import * as l10n from '@vscode/l10n';
import type { StartResolution } from '../analysis/start.ts';
import type { Instruction } from '../dockerfile/ast.ts';
import type { Requirement } from './operation.ts';

/** What the packages busybox and npm bring. */
const NPM_TOOLS: ReadonlySet<string> = new Set(['npm', 'npx', 'node', 'sh']);

/** Tools in a start that only root can use as meant. */
const ROOT_TOOLS: ReadonlySet<string> = new Set([
  'chown',
  'chgrp',
  'su',
  'sudo',
  'gosu',
  'su-exec',
  'runuser',
  'setpriv',
  'useradd',
  'usermod',
  'adduser',
  'addgroup',
  'groupmod',
]);

/** The least that an image must have for `start`, with the reason; `at` is the line that names it. Empty: the runtime image will do. */
export function requirementsOfStart(start: StartResolution, at: Instruction): Requirement[] {
  const requirement = (level: Requirement['level'], message: string, packages: readonly string[] = []): Requirement[] => [
    { rule: 'start-command', range: at.range, level, packages, message },
  ];
  switch (start.kind) {
    case 'node':
      if (start.evidence.kind === 'missing')
        return requirement('development-image', l10n.t('{0} is started, but {1}.', start.script, start.evidence.why));
      return [];
    case 'shell': {
      if (start.tools.some((tool) => ROOT_TOOLS.has(tool)))
        return requirement(
          'not-convertible',
          l10n.t(
            'The start changes owners or users ({0}) and must be root for that.',
            start.tools.filter((tool) => ROOT_TOOLS.has(tool)).join(', '),
          ),
        );
      const withHint = (message: string): string => (start.hint ? `${message} ${start.hint}` : message);
      if (start.text === undefined && !start.tools.every((tool) => NPM_TOOLS.has(tool)))
        return requirement('development-image', withHint(l10n.t('the start needs a shell and more: {0}.', start.reason)));
      if (start.text === undefined)
        return requirement('packages', withHint(l10n.t('the start needs a shell and npm: {0}.', start.reason)), ['busybox', 'npm']);
      return requirement('packages', withHint(l10n.t('the start needs a shell: {0}.', start.reason)), ['busybox']);
    }
    case 'script-file':
      return [];
    case 'development':
      return requirement('development-image', l10n.t('{0} is a development tool: {1}.', start.tool, start.reason));
    case 'program':
      return requirement('development-image', l10n.t('it starts {0}, not node: {1}.', start.program, start.reason));
    case 'unresolved':
      return requirement('development-image', l10n.t('what it starts cannot be followed to a JavaScript file: {0}.', start.reason));
    case 'inherited':
      return requirement(
        'not-convertible',
        l10n.t('No CMD or ENTRYPOINT starts an application: the image is a toolbox for people who bring their own command.'),
      );
  }
}
