/** What BuildKit refuses in an instruction that its parser has read. */
import * as l10n from '@vscode/l10n';
import type { Instruction, KeyValueInstruction, SyntaxProblem } from './ast.ts';
import { checkFlags } from './flag-checks.ts';
import { opensHeredoc } from './instruction-body.ts';
import { skipSpace } from './white-space.ts';

const stageName = /^[a-z][a-z0-9-_.]*$/u;

/** Adds what BuildKit refuses in one instruction. What stands behind ONBUILD is looked at only when it is triggered. */
export function checkInstruction(instruction: Instruction, escape: string, problems: SyntaxProblem[]): void {
  const report = (message: string): void => {
    problems.push({ message, range: instruction.keywordRange, line: instruction.line });
  };
  for (const message of complaintsAbout(instruction)) {
    report(message);
  }
  checkFlags(instruction, escape, report);
}

function* complaintsAbout(instruction: Instruction): Generator<string> {
  const { keyword } = instruction;
  switch (keyword) {
    case 'UNKNOWN':
      yield l10n.t('"{0}" is no instruction.', instruction.keywordText);
      return;
    case 'FROM': {
      const count = instruction.body.text === '' ? 0 : instruction.body.text.split(/[\t\v\f\r ]+/u).length;
      if (count !== 1 && !(count === 3 && instruction.alias !== undefined)) {
        yield l10n.t('FROM takes an image, and may name the stage with AS.');
      } else if (instruction.alias !== undefined && !stageName.test(instruction.alias.raw.toLowerCase())) {
        yield l10n.t('"{0}" cannot be the name of a stage.', instruction.alias.raw);
      }
      return;
    }
    case 'COPY':
    case 'ADD':
      if (instruction.destination === undefined) {
        yield l10n.t('{0} takes at least one source and a destination.', keyword);
      } else if (opensHeredoc(instruction.destination)) {
        yield l10n.t('The destination of {0} cannot be a heredoc.', keyword);
      }
      return;
    case 'ENV':
    case 'LABEL':
    case 'ARG':
      yield* complaintsAboutPairs(instruction);
      return;
    case 'SHELL':
      if (instruction.command.form === 'shell' || instruction.command.args.length === 0) {
        yield l10n.t('SHELL takes its arguments in JSON form.');
      }
      return;
    case 'HEALTHCHECK':
      yield* complaintsAboutHealthcheck(instruction);
      return;
    case 'ONBUILD':
      yield* complaintsAboutTrigger(instruction.instruction);
      return;
    case 'VOLUME':
    case 'EXPOSE':
    case 'USER':
    case 'WORKDIR':
    case 'STOPSIGNAL':
    case 'MAINTAINER':
      if (instruction.words.length === 0) {
        yield l10n.t('{0} takes an argument.', keyword);
      } else if (keyword === 'VOLUME' && instruction.words.some((word) => isBlank(instruction.json ? word.value : word.raw))) {
        yield l10n.t('A volume cannot be an empty string.');
      }
      return;
    default:
      return;
  }
}

function isBlank(text: string): boolean {
  return skipSpace(text, 0, text.length) === text.length;
}

function* complaintsAboutPairs(instruction: KeyValueInstruction): Generator<string> {
  if (instruction.pairs.length === 0) {
    yield l10n.t('{0} takes an argument.', instruction.keyword);
  }
  if (instruction.pairs.some((pair) => pair.key.raw === '')) {
    yield l10n.t('A name of {0} cannot be empty.', instruction.keyword);
  }
}

function* complaintsAboutHealthcheck(instruction: Extract<Instruction, { keyword: 'HEALTHCHECK' }>): Generator<string> {
  const [type = '', rest] = instruction.body.text.split(/[\t\n\v\f\r ]+/u, 2);
  if (instruction.none) {
    if (rest !== undefined) {
      yield l10n.t('HEALTHCHECK NONE takes no arguments.');
    }
  } else if (type.toUpperCase() !== 'CMD') {
    yield l10n.t('HEALTHCHECK takes NONE or CMD.');
  } else if (instruction.command === undefined || (instruction.command.form === 'exec' && instruction.command.args.length === 0)) {
    yield l10n.t('HEALTHCHECK CMD takes a command.');
  }
}

function* complaintsAboutTrigger(trigger: Instruction | undefined): Generator<string> {
  if (trigger === undefined) {
    yield l10n.t('ONBUILD takes an instruction.');
  } else if (trigger.keyword === 'ONBUILD' || trigger.keyword === 'FROM' || trigger.keyword === 'MAINTAINER') {
    yield l10n.t('ONBUILD cannot take {0}.', trigger.keyword);
  }
}

/** Adds what is wrong with the order: only ARG may stand before the first FROM, and there must be one. */
export function checkOrder(instructions: readonly Instruction[], problems: SyntaxProblem[]): void {
  const first = instructions.find((instruction) => instruction.keyword !== 'ARG');
  if (first === undefined) {
    problems.push({ message: l10n.t('There is no FROM.'), range: { start: 0, end: 0 }, line: 0 });
  } else if (first.keyword !== 'FROM' && first.keyword !== 'UNKNOWN') {
    problems.push({ message: l10n.t('{0} stands before the first FROM.', first.keyword), range: first.keywordRange, line: first.line });
  }
}
