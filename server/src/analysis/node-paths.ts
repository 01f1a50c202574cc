/** Absolute paths of Docker's Node installation (/usr/local) and where the same lies in Chainguard's (/usr). */
import type { Instruction } from '../dockerfile/ast.ts';
import type { MappedText, Range } from '../dockerfile/text.ts';
import type { StageAnalysis } from './model.ts';
import { globalPackage } from './global-tools.ts';

export interface NodePath {
  readonly range: Range;
  /** `/usr/local/bin/node` */
  readonly old: string;
  /** `/usr/bin/node` */
  readonly now: string;
}

/** Programs of the old image in /usr/local/bin, and the folders of its own global packages. */
const PATTERN = /(?<![\w./@-])\/usr\/local\/(?:bin\/(node|npm|npx|corepack|yarn|yarnpkg)|lib\/node_modules\/(npm|corepack))(?![\w-]|\.\w)/g;
const FOLDERS: Readonly<Record<string, string>> = { npm: '/usr/lib/node_modules/npm', corepack: '/usr/share/node_modules/corepack' };

/** The old paths that an instruction names. Paths that it writes itself are its own business, and COPY has a rule of its own. */
export function nodePathsIn(stage: StageAnalysis, instruction: Instruction): NodePath[] {
  if (instruction.keyword === 'FROM' || instruction.keyword === 'COPY' || instruction.keyword === 'ADD' || instruction.keyword === 'LABEL')
    return [];
  const texts: MappedText[] = [instruction.body, ...instruction.heredocs.map((heredoc) => heredoc.body)];
  if (!texts.some((text) => text.text.includes('/usr/local/'))) return [];
  const made = ownPrograms(stage);
  return texts.flatMap((text) =>
    [...text.text.matchAll(PATTERN)].flatMap((match): NodePath[] => {
      const [old, program, folder] = match;
      if (made.has(old) || (program === undefined && folder === undefined)) return [];
      const now = program === undefined ? (FOLDERS[folder ?? ''] ?? old) : `/usr/bin/${program}`;
      return [{ range: text.rangeOf(match.index, match.index + old.length), old, now }];
    }),
  );
}

const programs = new WeakMap<StageAnalysis, ReadonlySet<string>>();

/** What the file itself puts at such a path: a Node of its own, another npm or yarn. */
function ownPrograms(stage: StageAnalysis): ReadonlySet<string> {
  const known = programs.get(stage) ?? findOwnPrograms(stage);
  programs.set(stage, known);
  return known;
}

function findOwnPrograms(stage: StageAnalysis): ReadonlySet<string> {
  const made = new Set<string>();
  for (const member of stage.lineage) {
    for (const write of member.writes) {
      if (write.by.keyword !== 'RUN' || !removes(member, write.by)) made.add(write.path);
    }
    for (const { effect } of member.runs.flatMap((run) => run.items.flatMap((item) => item.commands))) {
      if (effect.effect.kind !== 'global-install') continue;
      for (const { text } of effect.effect.packages) {
        const { name, pin } = globalPackage(text);
        if (pin === undefined || pin === 'latest') continue;
        made.add(`/usr/local/bin/${name}`).add(`/usr/local/lib/node_modules/${name}`);
        if (name === 'npm') made.add('/usr/local/bin/npx');
      }
    }
  }
  return made;
}

/** `rm -rf /usr/local/lib/node_modules/npm` writes that path, too, and makes nothing. */
function removes(stage: StageAnalysis, instruction: Instruction): boolean {
  const run = stage.runs.find((candidate) => candidate.instruction === instruction);
  return (
    run?.items.every(
      ({ effect: { effect } }) =>
        effect.kind !== 'file-work' ||
        effect.verb === 'rm' ||
        effect.verb === 'rmdir' ||
        effect.verb === 'chmod' ||
        effect.verb === 'chown',
    ) ?? false
  );
}
