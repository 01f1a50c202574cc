/** ENTRYPOINT and CMD of a stage that moves, for each outcome of a migration. */
import * as l10n from '@vscode/l10n';
import type { NodeStart, StartResolution } from '../analysis/start.ts';
import type { CommandInstruction } from '../dockerfile/ast.ts';
import type { Operation } from './operation.ts';
import type { StageTarget } from './rule.ts';
import {
  commandOf,
  DUMB_INIT,
  execWords,
  moved,
  startEnvironment,
  startInstruction,
  type Wanted,
  withoutInit,
  writeStart,
} from './start-lines.ts';
import { remarksOnChainguard } from './start-remarks.ts';

/** What becomes of the start of `target`; nothing where it stays as it is, or where the part does not start the application. */
export function convertStart(target: StageTarget): Operation[] {
  const start = target.start;
  if (!target.starts || !start) return [];
  if (target.repair) return repair(target, start);
  if (target.direct) return directPort(target);
  if (target.contract.packageManager !== undefined) return onDevelopmentImage(target, start);
  return start.kind === 'node' ? nodeStart(target, start) : shellStart(target, start);
}

function write(target: StageTarget, wanted: Wanted, message: string): Operation[] {
  return writeStart('start-command', target, wanted, message);
}

/** `node …` behind dumb-init, unless the old entrypoint is node itself and stays as it is. */
function nodeStart(target: StageTarget, start: NodeStart): Operation[] {
  const { stage } = target;
  const entrypoint = commandOf(stage.effectiveEntrypoint);
  const cmd = commandOf(stage.effectiveCmd);
  if (stage.image.kind === 'distroless-node' && !entrypoint) {
    const words = execWords(cmd);
    if (words?.[0] === 'node')
      return write(
        target,
        { entrypoint: undefined, cmd: words.slice(1) },
        l10n.t('CMD loses the word node: the entrypoint of both images is node already, which would look for a script of that name.'),
      );
    if (cmd?.command.form === 'exec' && startsWithScript(cmd, start)) return [];
  }
  if (
    entrypoint &&
    isPlainNode(entrypoint) &&
    start.environment.length === 0 &&
    start.throughPackageManager === undefined &&
    (!cmd || cmd.command.form === 'exec')
  )
    return [];
  const argv = asWritten(target, start) ?? [
    'node',
    ...start.nodeOptions,
    moved(target, start.script),
    ...start.arguments.map((argument) => moved(target, argument)),
  ];
  const message = explain(start, argv);
  return [
    ...startEnvironment('start-command', target, start),
    ...write(target, divided(target, start, argv), message),
    ...notes(target, start),
  ];
}

/**
 * Words given to `docker run` take the place of CMD: where the old ENTRYPOINT held the program, the new one holds it, too, as far as CMD
 * is still the end of the command.
 */
function divided(target: StageTarget, start: NodeStart, argv: readonly string[]): Wanted {
  const entrypoint = commandOf(target.stage.effectiveEntrypoint);
  const program = entrypoint ? withoutInit(entrypoint, start) : undefined;
  const words = execWords(commandOf(target.stage.effectiveCmd)) ?? [];
  const rest = argv.slice(0, argv.length - words.length);
  const same = JSON.stringify(argv.slice(rest.length)) === JSON.stringify(words);
  if (
    program === undefined ||
    program.length === 0 ||
    !same ||
    rest.length < 2 ||
    (target.stage.effectiveCmd?.keyword === 'CMD' && target.stage.effectiveCmd.command.form === 'shell')
  )
    return { entrypoint: DUMB_INIT, cmd: argv };
  return { entrypoint: [...DUMB_INIT, ...rest], cmd: words.length > 0 ? words : undefined };
}

/** `CMD ["node", "server"]` keeps its words: that node looks for server/index.js is node's affair. */
function asWritten(target: StageTarget, start: NodeStart): readonly string[] | undefined {
  const words = execWords(commandOf(target.stage.effectiveCmd));
  const plain =
    !target.stage.effectiveEntrypoint &&
    start.throughPackageManager === undefined &&
    start.environment.length === 0 &&
    start.workdir === undefined;
  return plain && words?.[0] === 'node' ? words.map((word) => moved(target, word)) : undefined;
}

function startsWithScript(cmd: CommandInstruction, start: NodeStart): boolean {
  const words = cmd.command.form === 'exec' ? cmd.command.args.map((word) => word.value) : [];
  return JSON.stringify(words) === JSON.stringify([...start.nodeOptions, start.script, ...start.arguments]);
}

function isPlainNode(entrypoint: CommandInstruction): boolean {
  return entrypoint.command.form === 'exec' && /^(?:node|\/usr\/bin\/node)$/.test(entrypoint.command.args[0]?.value ?? '');
}

/** How the old command came down to the new one, step by step. */
function wayOf({ steps }: Pick<NodeStart, 'steps'>): string {
  return steps
    .map((step) => (step.source ? l10n.t('{0} is {1} ({2})', step.from, step.to, step.source) : l10n.t('{0} is {1}', step.from, step.to)))
    .join('; ');
}

function explain(start: NodeStart, argv: readonly string[]): string {
  const way = wayOf(start);
  const command = argv.join(' ');
  const now = way
    ? l10n.t('The application starts as {0} behind dumb-init, which passes signals on: {1}.', command, way)
    : l10n.t('The application starts as {0} behind dumb-init, which passes signals on.', command);
  return start.throughPackageManager ? `${now} ${l10n.t('The npm_* variables that {0} sets are gone.', start.throughPackageManager)}` : now;
}

function notes(target: StageTarget, start: NodeStart): Operation[] {
  const at = startInstruction(target.stage) ?? target.stage.from;
  const remark = (message: string): Operation => ({
    kind: 'remark',
    rule: 'start-command',
    instruction: at,
    range: at.range,
    action: 'review',
    message,
  });
  const tool = start.developmentTool
    ? [remark(l10n.t('{0} is meant for development; compiled JavaScript starts faster and needs less.', start.developmentTool))]
    : [];
  const trust = start.evidence.kind === 'assumed' ? [remark(l10n.t('{0} is taken on trust: {1}.', start.script, start.evidence.why))] : [];
  return [...start.notes.map(remark), ...tool, ...trust];
}

/** A start that keeps its shell, on a runtime to which busybox was added. */
function shellStart(target: StageTarget, start: StartResolution): Operation[] {
  if (start.kind !== 'shell') return [];
  if (start.text === undefined) return asItStands(target, start);
  const way = wayOf(start);
  const written = write(
    target,
    { entrypoint: DUMB_INIT, cmd: ['/bin/sh', '-c', start.text] },
    [
      l10n.t('The start keeps its shell, from the package busybox: {0}.', start.reason),
      ...(start.hint ? [start.hint] : []),
      ...(way ? [`${way}.`] : []),
    ].join(' '),
  );
  return [...pathOfTools(target, start.text), ...written];
}

/** Tools of node_modules that were called through npm or npx found each other on PATH. */
function pathOfTools(target: StageTarget, text: string): Operation[] {
  const { stage } = target;
  const last = stage.stage.instructions.at(-1);
  const folder = `${moved(target, stage.endWorkdir ?? '/app')}/node_modules/.bin`;
  const path = last ? stage.scopeAt(last).get('PATH')?.value : undefined;
  if (!/\bnode_modules\//.test(text) || path?.includes('/node_modules/.bin') === true) return [];
  const at =
    target.instructions.find((one) => one === stage.effectiveEntrypoint || one === stage.effectiveCmd) ??
    startInstruction(stage) ??
    stage.from;
  const message = l10n.t('PATH gets {0}: npm had put it there for what the tools call, and its npm_* variables are gone.', folder);
  return [{ kind: 'add-environment', rule: 'start-command', instruction: at, name: 'PATH', value: `${folder}:$PATH`, message }];
}

/** The command itself, with busybox and npm at hand; a shell form is spelled out. */
function asItStands(target: StageTarget, start: StartResolution): Operation[] {
  const cmd = commandOf(target.stage.effectiveCmd);
  if (cmd?.command.form === 'shell' && !target.stage.effectiveEntrypoint) {
    return write(
      target,
      { entrypoint: DUMB_INIT, cmd: ['/bin/sh', '-c', cmd.command.text.text] },
      l10n.t('The start keeps its shell, from the package busybox, and npm.'),
    );
  }
  return onDevelopmentImage(target, start);
}

/** On -dev everything is at hand; only the entrypoint differs. */
function onDevelopmentImage(target: StageTarget, start: StartResolution): Operation[] {
  const cmd = commandOf(target.stage.effectiveCmd);
  const entrypoint = commandOf(target.stage.effectiveEntrypoint);
  if (start.kind === 'node' && start.evidence.kind !== 'missing' && target.stage.role === 'runtime') return nodeStart(target, start);
  if (!cmd && !entrypoint)
    return start.kind === 'inherited'
      ? write(
          target,
          { entrypoint: DUMB_INIT, cmd: undefined },
          l10n.t("dumb-init runs the command that a compose file gives; the image's own entrypoint, node, would take it for a script."),
        )
      : [];
  const old = entrypoint ? withoutInit(entrypoint, start) : undefined;
  if (entrypoint && old !== undefined && old.length === 0)
    return write(target, { entrypoint: DUMB_INIT, cmd: execWords(cmd) }, l10n.t('dumb-init takes the place of what was PID 1.'));
  if (entrypoint) {
    if (old === undefined || isPlainNode(entrypoint)) return [];
    return write(target, { entrypoint: [...DUMB_INIT, ...old], cmd: execWords(cmd) }, l10n.t('dumb-init passes signals on.'));
  }
  const words = execWords(cmd);
  const command = cmd?.command.form === 'exec' && words && words[0]?.startsWith('-') ? ['node', ...words] : words;
  return write(
    target,
    { entrypoint: DUMB_INIT, cmd: command },
    l10n.t('The entrypoint of the image is node, which would take this command for a script: dumb-init runs it as it stands.'),
  );
}

/** The article's direct port: CMD becomes ENTRYPOINT and nothing else changes. Its fault is said. */
function directPort(target: StageTarget): Operation[] {
  const { stage } = target;
  const entrypoint = commandOf(stage.effectiveEntrypoint);
  const cmd = commandOf(stage.effectiveCmd);
  if (entrypoint || !cmd || !stage.stage.instructions.includes(cmd))
    return onDevelopmentImage(target, { kind: 'unresolved', reason: '', range: undefined, steps: [], init: undefined });
  const operations: Operation[] = [
    {
      kind: 'replace-word',
      rule: 'start-command',
      instruction: cmd,
      range: cmd.keywordRange,
      text: cmd.keywordText === cmd.keywordText.toLowerCase() ? 'entrypoint' : 'ENTRYPOINT',
      message: l10n.t("CMD is ENTRYPOINT now: the image's own entrypoint, node, would take it for a script."),
    },
  ];
  const words = execWords(cmd) ?? cmd.body.text.split(/\s+/);
  if (/^(?:npm|yarn|pnpm|npx)$/.test(words[0] ?? '') || cmd.command.form === 'shell') {
    operations.push({
      kind: 'remark',
      rule: 'start-command',
      instruction: cmd,
      range: cmd.range,
      action: 'review',
      message: l10n.t(
        '{0} is PID 1 and hides signals: the container does not stop gracefully. The multi-stage conversion does not have this fault.',
        words[0] ?? l10n.t('The shell'),
      ),
    });
  }
  return operations;
}

/** Stages on Chainguard whose start cannot work. */
function repair(target: StageTarget, start: StartResolution): Operation[] {
  const { stage } = target;
  if (stage.role !== 'runtime' || !remarksOnChainguard(stage).some((remark) => remark.fix !== undefined && remark.severity === 'error'))
    return [];
  const cmd = commandOf(stage.effectiveCmd);
  if (start.kind === 'node' && start.evidence.kind !== 'missing') return nodeStart({ ...target, movedWorkdir: undefined }, start);
  if (cmd?.command.form === 'exec' && target.contract.packageManager !== undefined)
    return write(
      target,
      { entrypoint: DUMB_INIT, cmd: execWords(cmd) },
      l10n.t("dumb-init runs the command; the image's entrypoint, node, would take it for a script."),
    );
  return [];
}
