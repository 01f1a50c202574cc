/** Stages that are based on Docker's official Node image, in any spelling, or on Google's distroless one. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { escapedEchoes } from '../analysis/echo-escapes.ts';
import { folderNeeds } from '../analysis/lacking-folders.ts';
import { isWithin } from '../analysis/path.ts';
import { APPLICATION_FOLDER } from '../analysis/root-folder.ts';
import { countsOnRootFolder, folderIsSettled, relativeWorkdir } from '../analysis/working-directory.ts';
import type { KeyValueInstruction } from '../dockerfile/ast.ts';
import { variableReferences } from '../dockerfile/index.ts';
import type { Operation, Requirement } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const baseImage: Rule = {
  id: 'base-image',
  get title() {
    return l10n.t('Stage on a Node image that has a Chainguard counterpart');
  },
  defaultSeverity: 'information',
  get fixTitle() {
    return l10n.t('Move this stage to Chainguard');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible || stage.parent || !stage.from.image) continue;
      remarks.push({
        range: stage.from.image.range,
        severity: 'information',
        message: l10n.t(
          "{0} can move to Chainguard's Node image, which starts node itself, runs as uid 65532 and has apk only in its -dev variant.",
          describe(stage),
        ),
        fix: { stage },
      });
    }
    return remarks;
  },

  requirements(analysis, stage) {
    const requirements: Requirement[] = [];
    const onbuild = stage.stage.instructions.find((instruction) => instruction.keyword === 'ONBUILD');
    if (onbuild) requirements.push(refusal(onbuild.range, l10n.t('ONBUILD runs in the builds of others, who expect the image as it is.')));
    if (stage.image.kind === 'official-node' && stage.image.tag?.onbuild) {
      requirements.push(
        refusal(
          stage.from.range,
          l10n.t('{0} copies and installs by ONBUILD triggers that no other image has: write those steps out first.', describe(stage)),
        ),
      );
    }
    const foreign = foreignRuntime(analysis, stage);
    if (foreign)
      requirements.push(
        refusal(
          foreign.from.range,
          l10n.t(
            'Its files go into a stage based on {0}, which is not converted: what is compiled or installed on Wolfi (glibc 2.43) does not run there.',
            foreign.imageText ?? l10n.t('another image'),
          ),
        ),
      );
    return requirements;
  },

  convert(analysis, target) {
    const { stage } = target;
    if (target.repair) return [];
    if (target.part === 'runtime') return folders(target);
    const habits = [...workingDirectory(target), ...folders(target), ...echoes(target)];
    if (target.inheritsStage || !stage.from.image) return habits;
    const change = changeOfImage(stage.from.image.raw, target);
    const operations: Operation[] = [
      {
        kind: 'replace-word',
        rule: 'base-image',
        instruction: stage.from,
        range: stage.from.image.range,
        text: target.image,
        message: stage.reference?.digest ? `${change} ${l10n.t('The digest named the old image and cannot be kept.')}` : change,
      },
    ];
    return [...operations, ...treatedAs(stage), ...habits, ...unusedArguments(analysis, target)];
  },
};

/** What a private base is made like nobody but its owner knows: it is said whose word that is. */
function treatedAs({ image, from }: StageAnalysis): Operation[] {
  if (image.kind !== 'official-node' || image.treatedAs === undefined) return [];
  const message = l10n.t(
    '{0} is treated as {1}, since the settings of the repository say so: what else it holds does not come along.',
    image.reference.text,
    image.treatedAs,
  );
  return [{ kind: 'remark', rule: 'base-image', instruction: from, range: from.image?.range ?? from.range, action: 'review', message }];
}

/** Debian's `sh` and Wolfi's do not agree on what echo makes of a backslash. */
function echoes(target: StageTarget): Operation[] {
  if (target.contract.packageManager === undefined) return [];
  return escapedEchoes(target.stage)
    .filter(({ run }) => target.instructions.includes(run.instruction))
    .flatMap(({ run, command }): Operation[] => {
      const name = command.place.command.words.find((word) => word.value === 'echo');
      if (!name || run.instruction.command.form !== 'shell') return [];
      return [
        {
          kind: 'replace-word',
          rule: 'base-image',
          instruction: run.instruction,
          range: name.range,
          text: `printf '%b\\n'`,
          message: l10n.t(
            "echo is printf '%b\\n': Debian's sh reads escapes such as \\n in the text of echo, Wolfi's writes them as they are.",
          ),
        },
      ];
    });
}

/** What counts on a folder of the old image makes it. */
function folders(target: StageTarget): Operation[] {
  return folderNeeds(target.stage, target.instructions).flatMap((need): Operation[] => {
    const { folder } = need;
    if (need.kind === 'copy') {
      const { instruction, destination } = need;
      const message = l10n.t(
        "A slash is added to {0}: Chainguard's image does not have this folder, and without the slash a file of that name would be made.",
        folder,
      );
      return [{ kind: 'insert-word', rule: 'base-image', instruction, at: destination.range.end, text: '/', message }];
    }
    const { run, item, command, isMkdir } = need;
    if (target.contract.packageManager === undefined) return [];
    const [name] = command.command.words;
    const begin = (run.plainList ? item : (run.items[0] ?? item)).item.pipeline.range.start;
    const place = isMkdir && name ? { at: name.range.end, text: ' -p' } : { at: begin, text: `mkdir -p ${folder} && ` };
    const message = l10n.t("{0} is made with mkdir -p: Docker's image has this folder, Chainguard's does not.", folder);
    return [{ kind: 'insert-word', rule: 'base-image', instruction: run.instruction, ...place, message }];
  });
}

/** The new image starts in /app, the old one in /: what counted on that is told so. */
function workingDirectory(target: StageTarget): Operation[] {
  const { stage } = target;
  if (target.inheritsStage && stage.parent && folderIsSettled(stage.parent)) return [];
  if (stage.leavesRoot)
    return [
      {
        kind: 'insert-after',
        rule: 'base-image',
        instruction: stage.from,
        lines: [{ keyword: 'WORKDIR', rest: APPLICATION_FOLDER }],
        message: l10n.t(
          'The application lies in {0} now, no longer directly in /: there was no WORKDIR, and nothing readable names its files by their place. Mounts from outside have to follow.',
          APPLICATION_FOLDER,
        ),
        action: 'rewritten',
      },
    ];
  if (!countsOnRootFolder(stage, target.instructions.slice(1), target.starts)) return [];
  const relative = relativeWorkdir(stage, target.instructions.slice(1));
  const word = relative?.words[0];
  if (relative && word)
    return [
      {
        kind: 'insert-word',
        rule: 'base-image',
        instruction: relative,
        at: word.range.start,
        text: '/',
        message: l10n.t('WORKDIR {0} is /{0}: the old image starts in /, the new one in /app.', word.value),
      },
    ];
  return [
    {
      kind: 'insert-after',
      rule: 'base-image',
      instruction: stage.from,
      lines: [{ keyword: 'WORKDIR', rest: '/' }],
      message: l10n.t('WORKDIR / is added: the old image starts in /, the new one in /app, and what follows counts on it.'),
    },
  ];
}

function describe(stage: StageAnalysis): string {
  return stage.imageText ?? stage.from.image?.raw ?? l10n.t('this image');
}

function changeOfImage(before: string, target: StageTarget): string {
  const now = target.image;
  if (target.contract.packageManager === undefined)
    return l10n.t('{0} is {1} now: Node and nothing else, no shell, no package manager.', before, now);
  return target.starts
    ? l10n.t('{0} is {1} now, the variant with shell and package manager.', before, now)
    : l10n.t('{0} is {1} now, the variant that builds.', before, now);
}

function refusal(range: Requirement['range'], message: string): Requirement {
  return { rule: 'base-image', range, level: 'not-convertible', packages: [], message };
}

/** A stage on another image that takes node_modules, binaries or the whole application from `stage`. */
function foreignRuntime(analysis: Analysis, stage: StageAnalysis): StageAnalysis | undefined {
  for (const copy of stage.copiedBy) {
    if (copy.by.convertible || copy.by.onChainguard) continue;
    if (copy.by.image.kind === 'nginx' || copy.by.image.kind === 'scratch') continue;
    if (copy.paths.some((path) => takesPrograms(path, stage))) return copy.by;
  }
  const child = stage.children.find((candidate) => !candidate.convertible);
  return child && analysis.stages.includes(child) ? child : undefined;
}

function takesPrograms(path: string, stage: StageAnalysis): boolean {
  if (/(?:^|\/)node_modules(?:\/|$)|^\/$|\/bin\/node$/.test(path)) return true;
  const { endWorkdir } = stage;
  if (endWorkdir !== undefined && isWithin(endWorkdir, path))
    return stage.runs.some((run) => run.items.some((item) => item.effect.effect.kind === 'dependencies-install'));
  // What was built below the working directory, such as a site.
  if (endWorkdir !== undefined && endWorkdir !== '/' && isWithin(path, endWorkdir)) return false;
  return /^\/usr\/(?!src\/)|^\/opt\/|^\/bin\//.test(path);
}

/** Build arguments before the first FROM that only named the old image. */
function unusedArguments(analysis: Analysis, target: StageTarget): Operation[] {
  const { dockerfile } = analysis;
  const { stage } = target;
  const names = new Set(variableReferences(stage.from.image?.raw ?? '', dockerfile.escape).map((reference) => reference.name));
  const operations: Operation[] = [];
  for (const argument of dockerfile.globalArgs) {
    const only = argument.pairs.length === 1 ? argument.pairs[0]?.key.value : undefined;
    if (only === undefined || !names.has(only) || target.image.includes(`{${only}}`) || isUsedElsewhere(analysis, argument, only)) continue;
    operations.push({
      kind: 'drop-instruction',
      rule: 'base-image',
      instruction: argument,
      message: l10n.t(
        "ARG {0} was part of the old image's name. The new name does not hold it: a build argument would ask for a tag that does not exist.",
        only,
      ),
    });
  }
  return operations;
}

function isUsedElsewhere(analysis: Analysis, argument: KeyValueInstruction, name: string): boolean {
  return analysis.dockerfile.instructions.some((instruction) => {
    if (instruction === argument) return false;
    if (instruction.keyword === 'FROM') {
      const stage = analysis.stages.find((candidate) => candidate.from === instruction);
      const changes = stage?.convertible && !stage.parent;
      const text = changes
        ? instruction.flags.map((flag) => flag.value ?? '').join(' ')
        : `${instruction.image?.raw ?? ''} ${instruction.flags.map((flag) => flag.value ?? '').join(' ')}`;
      return namesIn(text, analysis.dockerfile.escape).includes(name);
    }
    if (instruction.keyword === 'ARG')
      return instruction.pairs.some(
        (pair) => pair.key.value === name || namesIn(pair.value?.raw ?? '', analysis.dockerfile.escape).includes(name),
      );
    return namesIn(instruction.body.text, analysis.dockerfile.escape).includes(name) && instruction.keyword !== 'RUN';
  });
}

function namesIn(text: string, escape: string): string[] {
  return variableReferences(text, escape).map((reference) => reference.name);
}
