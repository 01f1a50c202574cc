/** A user in `USER` or `--chown`: who that is in the image of now, and on Chainguard. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../../analysis/model.ts';
import { mapsToNode } from '../../analysis/users.ts';
import type { Instruction } from '../../dockerfile/ast.ts';
import type { Range } from '../../dockerfile/text.ts';
import { type ImageContract, type ImageUser, NONROOT_ID } from '../../images/index.ts';
import { contractFor, targetImage } from '../../migration/targets.ts';
import { code } from '../markdown.ts';
import { covers, type OwnHover } from './own-hover.ts';

interface UserWord {
  readonly range: Range;
  /** `node`, `1000:1000`. */
  readonly text: string;
}

export function userHover(analysis: Analysis, offset: number): OwnHover | undefined {
  for (const stage of analysis.stages) {
    if (!stage.convertible && !stage.onChainguard) continue;
    for (const instruction of stage.stage.instructions) {
      if (!covers(instruction.range, offset)) continue;
      const word = userWord(instruction);
      if (word && covers(word.range, offset)) return { range: word.range, markdown: describe(analysis, stage, word.text) };
    }
  }
  return undefined;
}

function userWord(instruction: Instruction): UserWord | undefined {
  if (instruction.keyword === 'USER') {
    const word = instruction.words[0];
    return word && { range: word.range, text: word.value };
  }
  if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return undefined;
  const flag = instruction.flags.find(({ name }) => name === 'chown');
  return flag?.value !== undefined && flag.valueRange ? { range: flag.valueRange, text: flag.value } : undefined;
}

function describe(analysis: Analysis, stage: StageAnalysis, text: string): string {
  const name = text.split(':', 1)[0] ?? '';
  if (name.includes('$')) return l10n.t('**{0}**: who this is cannot be told from the file.', code(text));
  const chainguard = contractFor(analysis, targetImage(analysis, stage, 'runtime'));
  const lines = [`**${code(text)}**`, ''];
  if (stage.convertible) lines.push(`- ${l10n.t('In this image: {0}', inImage(stage, name, stage.contract))}`);
  lines.push(`- ${l10n.t("In Chainguard's Node image: {0}", onChainguard(stage, name, chainguard))}`);
  return lines.join('\n');
}

function inImage(stage: StageAnalysis, name: string, contract: ImageContract | undefined): string {
  const user = contract && userOf(contract, name);
  if (user) return who(user);
  if (stage.lineage.some((member) => member.accounts.includes(name))) return l10n.t('an account that this Dockerfile makes.');
  return contract ? l10n.t('nobody that is known; a number works all the same.') : l10n.t('not known.');
}

function onChainguard(stage: StageAnalysis, name: string, contract: ImageContract): string {
  const user = userOf(contract, name);
  const made = stage.lineage.some((member) => member.accounts.includes(name));
  if (user && !made) {
    return user.uid === 0 ? `${who(user)} ${l10n.t('The application does not start as root there.')}` : who(user);
  }
  const node = l10n.t('{0}, uid {1}, home {2}.', code('node'), NONROOT_ID, code(contract.user.home));
  if (!mapsToNode(stage, name)) return l10n.t('nobody that is known; a number works all the same.');
  return stage.convertible
    ? l10n.t('nobody. After a migration its place is taken by {0}', node)
    : l10n.t('nobody. The user of the image is {0}', node);
}

function userOf({ users }: ImageContract, name: string): ImageUser | undefined {
  return users.find((user) => user.name === name || (/^\d+$/.test(name) && user.uid === Number(name)));
}

function who({ name, uid, gid, home }: ImageUser): string {
  return l10n.t('{0}, uid {1}, gid {2}, home {3}.', code(name), uid, gid, code(home));
}
