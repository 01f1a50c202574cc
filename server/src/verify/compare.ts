/** Two observations → what a person wants to know, row by row, and whether the migrated image does what the original did. */
import * as l10n from '@vscode/l10n';
import { applicationOf } from './processes.ts';
import type { Answer, Observation, Row, Verdict } from './result.ts';
import { compareLogs } from './worker-log.ts';

/** Ended because it was asked to: in order, or by SIGTERM itself. */
const ORDERLY = new Set([0, 143]);

export function compare(original: Observation, migrated: Observation): readonly Row[] {
  return [
    sizeRow(original, migrated),
    configuredStartRow(original, migrated),
    lifeRow(original, migrated),
    processRow(original, migrated),
    userRow(original, migrated),
    ...startTimeRow(original, migrated),
    ...answerRows(original, migrated),
    ...logRow(original, migrated),
    healthRow(original, migrated),
    stopRow(original, migrated),
  ];
}

function row(what: string, original: string, migrated: string, verdict: Verdict, remark = ''): Row {
  return { what, original, migrated, verdict, remark };
}

function sizeRow(before: Observation, after: Observation): Row {
  const change = Math.round((after.image.bytes / Math.max(1, before.image.bytes) - 1) * 100);
  return row(
    l10n.t('size'),
    megabytes(before.image.bytes),
    megabytes(after.image.bytes),
    change < 0 ? 'better' : 'figure',
    sizeRemark(change),
  );
}

function sizeRemark(percent: number): string {
  if (percent === 0) return l10n.t('as large as before');
  return percent < 0 ? l10n.t('{0} % smaller', -percent) : l10n.t('{0} % larger', percent);
}

/** As the images say it. It is meant to change: whether the same program runs is another row. */
function configuredStartRow(before: Observation, after: Observation): Row {
  const words = ({ image }: Observation): string => [...image.entrypoint, ...image.cmd].join(' ') || l10n.t('nothing');
  const [old, now] = [words(before), words(after)];
  return row(l10n.t('start, as configured'), old, now, old === now ? 'same' : 'figure');
}

function lifeRow(before: Observation, after: Observation): Row {
  const words = ({ end }: Observation): string => (end.ended ? l10n.t('ended by itself, exit code {0}', end.exitCode) : l10n.t('runs'));
  const [old, now] = [words(before), words(after)];
  return row(l10n.t('after the start'), old, now, old === now ? 'same' : 'differs');
}

function processRow(before: Observation, after: Observation): Row {
  const [old, now] = [commandOf(before), commandOf(after)];
  if (old === undefined || now === undefined)
    return row(l10n.t('process'), old ?? l10n.t('not seen'), now ?? l10n.t('not seen'), 'unknown');
  const same = plainCommand(relocated(old, before, after)) === plainCommand(now);
  return row(l10n.t('process'), old, now, same ? 'same' : 'differs');
}

function commandOf({ processes }: Observation): string | undefined {
  return processes === undefined ? undefined : applicationOf(processes)?.command;
}

/** Without the folder of the program: node lies elsewhere in the two images. */
function plainCommand(command: string): string {
  return command.replace(/^\S*\//, '');
}

/** Docker's placeholder `/usr/src/app` becomes `/app`, and all that names it moves along. */
function relocated(text: string, before: Observation, after: Observation): string {
  const [old, now] = [before.image.workdir, after.image.workdir];
  return old === now || old === '/' ? text : text.replaceAll(old, now);
}

function userRow(before: Observation, after: Observation): Row {
  const [old, now] = [userOf(before), userOf(after)];
  const title = l10n.t('user');
  if (old === undefined || now === undefined) return row(title, old ?? l10n.t('not seen'), now ?? l10n.t('not seen'), 'unknown');
  const words = (user: string): string => (user === '0' ? '0 (root)' : user);
  if (now === '0') return row(title, words(old), words(now), old === now ? 'same' : 'differs', l10n.t('runs as root'));
  if (old === now) return row(title, old, now, 'same');
  return row(title, words(old), words(now), 'better', old === '0' ? l10n.t('not root any more') : l10n.t('another user, not root'));
}

function userOf({ processes }: Observation): string | undefined {
  return processes === undefined ? undefined : applicationOf(processes)?.user;
}

function startTimeRow(before: Observation, after: Observation): readonly Row[] {
  if (before.startSeconds === undefined || after.startSeconds === undefined) return [];
  const remark =
    before.askedFromWithin || after.askedFromWithin ? l10n.t('at most: asked from a second container, which has to start, too') : '';
  return [row(l10n.t('first answer after'), seconds(before.startSeconds), seconds(after.startSeconds), 'figure', remark)];
}

function answerRows(before: Observation, after: Observation): readonly Row[] {
  return before.answers.map((old, index): Row => {
    const now = after.answers[index] ?? { path: old.path, kind: 'none', reason: l10n.t('not asked') };
    const differences = answerDifferences(old, now);
    return row(
      `GET ${old.path}`,
      answerText(old),
      answerText(now),
      differences.length === 0 ? 'same' : 'differs',
      answerRemark(differences, old, now),
    );
  });
}

function answerDifferences(old: Answer, now: Answer): readonly string[] {
  if (old.kind === 'none' || now.kind === 'none')
    return old.kind === now.kind ? [] : [now.kind === 'none' ? l10n.t('no answer') : l10n.t('an answer')];
  const names = [...new Set([...Object.keys(old.headers), ...Object.keys(now.headers)])];
  const headers = names.filter((name) => old.headers[name] !== now.headers[name]);
  const isBodyEqual = old.bodyVaries || now.bodyVaries || old.bodySha256 === now.bodySha256;
  return [
    ...(old.status === now.status ? [] : [l10n.t('status')]),
    ...headers.map((name) => `${name}: ${old.headers[name] ?? l10n.t('none')} → ${now.headers[name] ?? l10n.t('none')}`),
    ...(isBodyEqual ? [] : [l10n.t('body')]),
  ];
}

function answerRemark(differences: readonly string[], old: Answer, now: Answer): string {
  if (differences.length > 0) return differences.join(', ');
  const varies = old.kind === 'answered' && now.kind === 'answered' && (old.bodyVaries || now.bodyVaries);
  return varies ? l10n.t('the body changes with each answer and is not compared') : '';
}

function answerText(answer: Answer): string {
  return answer.kind === 'none' ? l10n.t('no answer ({0})', answer.reason) : l10n.t('{0}, {1} bytes', answer.status, answer.bodyBytes);
}

/** A worker has no port to be asked at: its log has to tell. */
function logRow(before: Observation, after: Observation): readonly Row[] {
  if (before.port !== undefined) return [];
  const missing = compareLogs(
    before.log.map((line) => relocated(line, before, after)),
    after.log,
  );
  const words = ({ log }: Observation): string => l10n.t('{0} lines', log.length);
  return [row(l10n.t('log'), words(before), words(after), missing.length === 0 ? 'same' : 'differs', logRemark(missing))];
}

function logRemark(missing: readonly string[]): string {
  const [first] = missing;
  if (first === undefined) return '';
  const line = first.slice(0, 120);
  return missing.length === 1
    ? l10n.t('the migrated one does not say: {0}', line)
    : l10n.t('the migrated one does not say: {0} (and {1} more)', line, missing.length - 1);
}

function healthRow({ health: old }: Observation, after: Observation): Row {
  const words = (health: string): string =>
    health === 'none' ? l10n.t('no check') : health === 'unsettled' ? l10n.t('did not settle in time') : health;
  const now = after.health;
  const title = l10n.t('health');
  const pair = [words(old), words(now)] as const;
  if (old === now) return row(title, ...pair, old === 'unsettled' ? 'unknown' : 'same');
  if (now === 'healthy') return row(title, ...pair, 'better');
  return row(title, ...pair, old === 'healthy' || now === 'unhealthy' ? 'differs' : 'unknown');
}

function stopRow(before: Observation, after: Observation): Row {
  const [old, now] = [before.stop, after.stop];
  const words = ({ stop }: Observation): string => {
    if (stop === undefined) return l10n.t('had ended');
    return stop.killed
      ? l10n.t('killed after {0}', seconds(stop.seconds))
      : l10n.t('{0}, exit code {1}', seconds(stop.seconds), stop.exitCode);
  };
  const judged = (verdict: Verdict, remark = ''): Row => row(l10n.t('stops in'), words(before), words(after), verdict, remark);
  if (old === undefined || now === undefined) return judged(old === now ? 'same' : 'unknown');
  if (now.killed) return judged(old.killed ? 'same' : 'differs', l10n.t('does not stop when it is asked to'));
  if (old.killed) return judged('better', l10n.t('stops when it is asked to'));
  if (old.exitCode === now.exitCode || (ORDERLY.has(old.exitCode) && ORDERLY.has(now.exitCode))) return judged('same');
  return judged(ORDERLY.has(now.exitCode) ? 'better' : 'differs', l10n.t('another exit code'));
}

/** As the engines count: 1000 to the next. */
export function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(2)} GB` : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

export function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
}
