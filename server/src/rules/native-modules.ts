/** npm modules with native parts: what they need at run time, and binaries for another libc. */
import * as l10n from '@vscode/l10n';
import { type Installation, installations, manifestOf } from '../analysis/install-manifest.ts';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { heldByNodeImage, nativeModule, type NativeModule } from '../packages/index.ts';
import { textOf } from '../project/existence.ts';
import { resolvePath } from '../project/paths.ts';
import type { Operation, Requirement } from './operation.ts';
import type { Remark, Rule, StageTarget } from './rule.ts';

export const nativeModules: Rule = {
  id: 'native-modules',
  get title() {
    return l10n.t('npm module with native parts');
  },
  defaultSeverity: 'hint',
  get noFix() {
    return l10n.t('The whole migration adds the packages; which binaries an application needs beside them, a person has to say.');
  },

  check(analysis) {
    const remarks: Remark[] = [];
    for (const stage of analysis.stages) {
      if (!stage.convertible) continue;
      for (const { installation, module, packages } of needy(analysis, stage)) {
        remarks.push({
          range: installation.command.command.range,
          severity: 'hint',
          message: l10n.t(
            "{0} needs {1} at run time, which Docker's image may have brought along and Chainguard's does not.",
            module.name,
            packages.join(', '),
          ),
        });
      }
    }
    return remarks;
  },

  requirements(analysis, stage) {
    if (stage.role !== 'runtime') return [];
    return sources(analysis, stage).flatMap((source) =>
      needy(analysis, source).map(
        ({ installation, module, packages }): Requirement => ({
          rule: 'native-modules',
          range: installation.command.command.range,
          level: 'packages',
          packages,
          message: l10n.t('{0} needs {1} at run time.', module.name, packages.join(', ')),
        }),
      ),
    );
  },

  convert(analysis, target) {
    if (target.repair) return [];
    return [...(target.stage.contract?.libc === 'musl' ? otherLibc(analysis, target) : []), ...sometimes(analysis, target)];
  },
};

/** Libraries that these need only in some set-ups, which nobody can see from here. */
function sometimesNeeds(module: string): string | undefined {
  switch (module) {
    case 'canvas':
      return l10n.t('It needs fonts to draw text, and its libraries (cairo, pango, …) where it was compiled from source.');
    case 'puppeteer':
    case 'playwright':
      return l10n.t('It drives a browser, and neither the image nor Wolfi has one: use a remote browser, or bring one with its libraries.');
    case 'oracledb':
      return l10n.t("Its thick mode needs libaio and Oracle's client; the thin mode needs nothing.");
    case 'sharp':
      return l10n.t('SVG with text needs fonts and fontconfig, which the image does not hold.');
    default:
      return undefined;
  }
}
const NOT_REQUIRED: ReadonlySet<string> = new Set(['prisma', 'cypress']);

interface Needy {
  readonly installation: Installation;
  readonly module: NativeModule;
  readonly packages: readonly string[];
}

/** Direct dependencies with libraries that the runtime does not hold. */
function needy(analysis: Analysis, stage: StageAnalysis): Needy[] {
  return dependencies(analysis, stage).flatMap(({ installation, module }) => {
    const packages = module.runtime.filter((name) => heldByNodeImage([name]) !== 'latest');
    return NOT_REQUIRED.has(module.name) || sometimesNeeds(module.name) !== undefined || packages.length === 0
      ? []
      : [{ installation, module, packages }];
  });
}

function dependencies(analysis: Analysis, stage: StageAnalysis): { installation: Installation; module: NativeModule }[] {
  const seen = new Set<string>();
  return installations(stage).flatMap((installation) => {
    const { packageJson } = manifestOf(analysis, stage, installation.run);
    const names = [...Object.keys({ ...packageJson?.dependencies, ...packageJson?.optionalDependencies }), ...installation.named];
    return names.flatMap((name) => {
      const module = nativeModule(name);
      if (!module || seen.has(name)) return [];
      seen.add(name);
      return [{ installation, module }];
    });
  });
}

/** The stage itself, its ancestors, and the stages that it takes files from. */
function sources(analysis: Analysis, stage: StageAnalysis): StageAnalysis[] {
  const given = analysis.stages.filter((other) => other.copiedBy.some((copy) => stage.lineage.includes(copy.by)));
  return [...new Set([...stage.lineage, ...given.flatMap((other) => other.lineage)])];
}

function sometimes(analysis: Analysis, target: StageTarget): Operation[] {
  return dependencies(analysis, target.stage).flatMap(({ installation, module }): Operation[] => {
    const message = sometimesNeeds(module.name);
    const { instruction } = installation.run;
    if (message === undefined || !target.instructions.includes(instruction)) return [];
    return [
      {
        kind: 'remark',
        rule: 'native-modules',
        instruction,
        range: installation.command.command.range,
        action: 'review',
        message: `${module.name}: ${message}`,
      },
    ];
  });
}

/** From Alpine: binaries that the project itself names for musl. */
function otherLibc(analysis: Analysis, target: StageTarget): Operation[] {
  return installations(target.stage).flatMap((installation): Operation[] => {
    const { run, command } = installation;
    if (!target.instructions.includes(run.instruction)) return [];
    const { folder, lock } = manifestOf(analysis, target.stage, run);
    const remark = (message: string): Operation => ({
      kind: 'remark',
      rule: 'native-modules',
      instruction: run.instruction,
      range: command.command.range,
      action: 'review',
      message,
    });
    const operations: Operation[] = [];
    if (lock?.kind === 'read') {
      const names = lock.packages.map(({ name }) => name);
      const onlyMusl = names.filter(
        (name) =>
          /linux-?musl|-musl$/.test(name) &&
          !names.some((other) => other !== name && /linux/.test(other) && !/musl/.test(other) && stem(other) === stem(name)),
      );
      if (onlyMusl.length > 0)
        operations.push(
          remark(
            l10n.t(
              "The lock file names {0} for Alpine's musl only, and Wolfi has glibc: write it anew with npm install.",
              onlyMusl.slice(0, 4).join(', '),
            ),
          ),
        );
    }
    for (const path of ['prisma/schema.prisma', 'schema.prisma']) {
      const schema = textOf(analysis.files, resolvePath(folder, path));
      if (schema !== undefined && /binaryTargets[^\n]*linux-musl/.test(schema))
        operations.push(
          remark(l10n.t('{0} names an engine for musl (binaryTargets): Wolfi has glibc, so "native" is what is needed.', path)),
        );
    }
    return operations;
  });
}

/** `@img/sharp-linuxmusl-x64` and `@img/sharp-linux-x64` have one stem. */
function stem(name: string): string {
  return name
    .replace(/linux-?musl|linux/, '')
    .replace(/-(?:x64|arm64|arm|ia32|gnu|musl|x86_64|aarch64)/g, '')
    .replace(/-+/g, '-');
}
