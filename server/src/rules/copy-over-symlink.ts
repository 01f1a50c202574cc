/** COPY of whole trees onto `/`, where Wolfi has links in place of folders. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import type { CopyInstruction } from '../dockerfile/ast.ts';
import { pathBelow, resolvePath } from '../project/paths.ts';
import type { Remark, Rule } from './rule.ts';

/** Links in Wolfi (wolfi-baselayout). BuildKit refuses to copy a folder over one (moby/buildkit issue 2626). */
const LINKS = ['bin', 'sbin', 'lib', 'lib64', 'usr/sbin', 'usr/lib64', 'var/run'];

export const copyOverSymlink: Rule = {
  id: 'copy-over-symlink',
  get title() {
    return l10n.t('COPY of a folder over a symbolic link');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('The files have to be moved in the build context, for example from bin/ to usr/bin/.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible && !stage.onChainguard) continue;
      for (const { instruction, folders } of copies(analysis, stage)) {
        remarks.push({
          range: instruction.range,
          severity: stage.onChainguard ? 'error' : 'hint',
          message:
            folders.length > 1
              ? l10n.t('On Wolfi {0} are symbolic links, and BuildKit does not copy a folder over a link.', paths(folders))
              : l10n.t('On Wolfi {0} is a symbolic link, and BuildKit does not copy a folder over a link.', paths(folders)),
        });
      }
    }
    return remarks;
  },

  requirements(analysis, stage) {
    return copies(analysis, stage).map(({ instruction, folders }) => ({
      rule: 'copy-over-symlink',
      range: instruction.range,
      level: 'not-convertible',
      packages: [],
      message:
        folders.length > 1
          ? l10n.t(
              'On Wolfi {0} are symbolic links, and BuildKit does not copy a folder over a link: move those files to usr/bin and usr/lib first.',
              paths(folders),
            )
          : l10n.t(
              'On Wolfi {0} is a symbolic link, and BuildKit does not copy a folder over a link: move those files to usr/bin and usr/lib first.',
              paths(folders),
            ),
    }));
  },
};

function paths(folders: readonly string[]): string {
  return folders.map((folder) => `/${folder}`).join(', ');
}

interface TreeCopy {
  readonly instruction: CopyInstruction;
  readonly folders: readonly string[];
}

/** Folders of the build context alone: what comes from another stage brings its own links. */
function copies({ files, context }: Analysis, stage: StageAnalysis): TreeCopy[] {
  return stage.stage.instructions.flatMap((instruction): TreeCopy[] => {
    if (instruction.keyword !== 'COPY' || instruction.flags.some((flag) => flag.name === 'from')) return [];
    const destination = instruction.destination?.value ?? '';
    const root = destination === '/' || (stage.workdirAt(instruction) === '/' && /^\.\/?$/.test(destination));
    if (!root) return [];
    const folders = LINKS.filter((link) =>
      instruction.sources.some((word) => {
        if (word.value.includes('$') || word.value.includes('*')) return false;
        const source = resolvePath(context.folder, word.value.replace(/^\/+/, ''));
        return (files.list(source) ?? []).some((path) => pathBelow(source, path)?.startsWith(`${link}/`));
      }),
    );
    return folders.length > 0 ? [{ instruction, folders }] : [];
  });
}
