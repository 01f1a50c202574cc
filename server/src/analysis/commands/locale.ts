/** Time zones and locales: zoneinfo links, /etc/timezone, locale-gen. */
import type { ShellWord } from '../../shell/index.ts';
import type { EffectOfCommand, WrittenPath } from '../effects.ts';
import type { Call, Family } from './call.ts';
import { textOf } from './expansion.ts';
import { file, outcome, tree } from './outcome.ts';

const localeFiles = new Set([
  '/etc/localtime',
  '/etc/timezone',
  '/etc/TZ',
  '/etc/locale.gen',
  '/etc/locale.conf',
  '/etc/default/locale',
  '/etc/locale.alias',
]);

export const localeFamily: Family = {
  'locale-gen': (call) => locale(call, tree('/usr/lib/locale')),
  'update-locale': (call) => locale(call, file('/etc/default/locale')),
  localedef: (call) =>
    call.args.some(({ value }) => value === '-a' || value === '--list-archive') ? undefined : locale(call, tree('/usr/lib/locale')),
  'setup-timezone': (call) => locale(call, file('/etc/localtime')),
  'dpkg-reconfigure': (call) =>
    call.args.some(({ value }) => value === 'tzdata' || value === 'locales') ? locale(call, file('/etc/localtime')) : undefined,
};

/** `ln -sf` or `cp` of a zone to /etc/localtime; undefined when the operands are others. */
export function timeZoneLink(call: Call, operands: readonly ShellWord[]): EffectOfCommand | undefined {
  const [from, to] = operands;
  if (from === undefined || to === undefined || operands.length > 2) return undefined;
  const target = textOf(to, call.around);
  return localeFiles.has(target) || (textOf(from, call.around).startsWith('/usr/share/zoneinfo/') && target.startsWith('/etc/'))
    ? locale(call, file(target))
    : undefined;
}

/** Whether a written file is one of the time zone or the locale. */
export function isLocaleFile(path: string): boolean {
  return localeFiles.has(path);
}

function locale(call: Call, ...writes: readonly WrittenPath[]): EffectOfCommand {
  return outcome({ kind: 'locale-and-time-zone' }, { writes, needsRoot: true, tools: [call.name] });
}
