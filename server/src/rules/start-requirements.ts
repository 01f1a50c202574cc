/** What a start needs of the image that it runs on. */
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
        return requirement('development-image', `${start.script} is started, but ${start.evidence.why}.`);
      return [];
    case 'shell': {
      if (start.tools.some((tool) => ROOT_TOOLS.has(tool)))
        return requirement(
          'not-convertible',
          `The start changes owners or users (${start.tools.filter((tool) => ROOT_TOOLS.has(tool)).join(', ')}) and must be root for that.`,
        );
      const hint = start.hint ? ` ${start.hint}` : '';
      if (start.text === undefined && !start.tools.every((tool) => NPM_TOOLS.has(tool)))
        return requirement('development-image', `the start needs a shell and more: ${start.reason}.${hint}`);
      if (start.text === undefined)
        return requirement('packages', `the start needs a shell and npm: ${start.reason}.${hint}`, ['busybox', 'npm']);
      return requirement('packages', `the start needs a shell: ${start.reason}.${hint}`, ['busybox']);
    }
    case 'script-file':
      return [];
    case 'development':
      return requirement('development-image', `${start.tool} is a development tool: ${start.reason}.`);
    case 'program':
      return requirement('development-image', `it starts ${start.program}, not node: ${start.reason}.`);
    case 'unresolved':
      return requirement('development-image', `what it starts cannot be followed to a JavaScript file: ${start.reason}.`);
    case 'inherited':
      return requirement(
        'not-convertible',
        'No CMD or ENTRYPOINT starts an application: the image is a toolbox for people who bring their own command.',
      );
  }
}
