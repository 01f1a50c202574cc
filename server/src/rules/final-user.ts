/** Who the application runs as: never root, and nobody that the image does not know. */
import * as l10n from '@vscode/l10n';
import type { Analysis } from '../analysis/model.ts';
import { mapsToNode, namedUser } from '../analysis/users.ts';
import { imageCause, instructionCause } from './causes.ts';
import type { Operation } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const finalUser: Rule = {
  id: 'final-user',
  get title() {
    return l10n.t('Runtime stage that ends as root or as a user that does not exist');
  },
  defaultSeverity: 'hint',
  get fixTitle() {
    return l10n.t('Run as uid 65532');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (stage.role !== 'runtime' || !stage.onChainguard) continue;
      const { instruction } = stage.endUser;
      if (!instruction || !stage.stage.instructions.includes(instruction)) continue;
      if (stage.endUser.root) {
        remarks.push({
          range: instruction.range,
          severity: 'warning',
          message: l10n.t('The application runs as root. The image has the user node (65532) for it.'),
          related: instructionCause(stage.effectiveCmd ?? stage.effectiveEntrypoint, l10n.t('The application starts here.')),
          fix: { stage },
        });
      } else if (mapsToNode(stage, stage.endUser.name) && stage.endUser.name !== '65532') {
        remarks.push({
          range: instruction.range,
          severity: 'warning',
          message: l10n.t('{0} is nobody in this image: the user is node, uid 65532.', stage.endUser.name),
          related: [imageCause(stage, l10n.t('The user of this image is node, uid 65532.'))],
          fix: { stage },
        });
      }
    }
    return remarks;
  },

  convert(analysis, target) {
    if (target.repair && target.stage.role !== 'runtime') return [];
    const lines = target.instructions.flatMap((instruction) =>
      instruction.keyword === 'USER' ? userLine(analysis, target, instruction) : [],
    );
    return [...identity(target), ...lines, ...wayBack(target)];
  },
};

function userLine(
  _analysis: Analysis,
  target: StageTarget,
  instruction: Extract<
    StageTarget['instructions'][number],
    { keyword: 'USER' | 'WORKDIR' | 'EXPOSE' | 'VOLUME' | 'STOPSIGNAL' | 'MAINTAINER' }
  >,
): Operation[] {
  const word = instruction.words[0];
  if (!word) return [];
  const written = namedUser(target.stage, instruction, word.value);
  const name = written.split(':')[0] ?? '';
  const isRoot = name === 'root' || /^0+$/.test(name);
  // Where commands still run as root, the line stays and the way back follows behind them.
  const noShell = target.contract.packageManager === undefined && !runsCommands(target);
  if (isRoot && noShell) {
    return [
      {
        kind: 'drop-instruction',
        rule: 'final-user',
        instruction,
        message: l10n.t('USER {0} falls away: the image runs as uid 65532, and the application needs no root.', word.value),
      },
    ];
  }
  if (isRoot) return [];
  if (!mapsToNode(target.stage, name)) return [];
  if (word.value === '65532') return [];
  return [
    {
      kind: 'replace-word',
      rule: 'final-user',
      instruction,
      range: word.range,
      text: '65532',
      message: l10n.t("User {0} is 65532, the image's own user node; uid 1000 and users made by RUN are not known there.", written),
    },
  ];
}

/** Law 7: who the application is, where its home lies, and what the base image no longer sets. */
function identity(target: StageTarget): Operation[] {
  const { stage } = target;
  if (target.repair || !target.starts || stage.role !== 'runtime') return [];
  const old = stage.endUser;
  const isNode = old.name === 'node' || old.name === '1000';
  const was = old.root ? 'root' : isNode ? 'node, uid 1000' : old.name;
  // The home of a number that RUN may have made an account for is not known.
  const home = old.root ? '/root' : isNode || /^\d+$/.test(old.name) ? '/home/node' : `/home/${old.name}`;
  const who =
    home === '/home/node'
      ? l10n.t('The application runs as uid 65532 (it was {0}), and its home is /home/node.', was)
      : l10n.t('The application runs as uid 65532 (it was {0}), and its home is /home/node (it was {1}).', was, home);
  const message = stage.image.kind === 'official-node' ? `${who} ${l10n.t('NODE_VERSION is not set any more.')}` : who;
  return [{ kind: 'remark', rule: 'final-user', instruction: stage.from, range: stage.from.range, action: 'rewritten', message }];
}

/** A stage that keeps its RUN lines: one on -dev, or one that somebody moved to Chainguard by hand. */
function runsCommands(target: StageTarget): boolean {
  return target.repair && target.stage.runs.length > 0;
}

/** A development image that worked as root to its end goes back before the application starts. */
function wayBack(target: StageTarget): Operation[] {
  if (!target.starts || (target.contract.packageManager === undefined && !runsCommands(target))) return [];
  const last = target.instructions.findLast((instruction) => instruction.keyword === 'USER');
  const endsAsRoot = last ? /^(?:root|0)(?::|$)/.test(last.keyword === 'USER' ? (last.words[0]?.value ?? '') : '') : target.startsAsRoot;
  if (!endsAsRoot) return [];
  const cut = target.instructions.findLastIndex(
    (instruction) =>
      instruction.keyword === 'RUN' || instruction.keyword === 'COPY' || instruction.keyword === 'ADD' || instruction.keyword === 'FROM',
  );
  const anchor = target.instructions[Math.max(cut, last ? target.instructions.indexOf(last) : 0)];
  if (!anchor) return [];
  const word = anchor === last && anchor.keyword === 'USER' ? anchor.words[0] : undefined;
  if (word)
    return [
      {
        kind: 'replace-word',
        rule: 'final-user',
        instruction: anchor,
        range: word.range,
        text: '65532',
        message: l10n.t('USER is 65532: nothing behind it needs root, and the application does not start as root.'),
      },
    ];
  return [
    {
      kind: 'insert-after',
      rule: 'final-user',
      instruction: anchor,
      lines: [{ keyword: 'USER', rest: '65532' }],
      message: l10n.t('USER 65532 is added: the application does not start as root.'),
    },
  ];
}
