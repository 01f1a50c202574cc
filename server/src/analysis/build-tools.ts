/** Where the build tools of JavaScript put their output, by their options and, where they can be read, their settings. */
import { parse as parseJsonc } from 'jsonc-parser';
import { textOf } from '../project/existence.ts';
import { isRecord } from '../project/package-json.ts';
import { folderOf, resolvePath } from '../project/paths.ts';
import type { BuildOutput, OutputSurroundings } from './output-folders.ts';

interface Builder {
  /** Subcommands of which one must be there (none: any call builds). '' stands for no subcommand. */
  readonly subcommands?: readonly string[];
  /** Options that name the output folder. */
  readonly folderOptions?: readonly string[];
  /** Options that name the output file. */
  readonly fileOptions?: readonly string[];
  /** Folders written when no option says otherwise. */
  readonly defaults: readonly string[];
  /** Its settings file may name any folder. */
  readonly configurable?: boolean;
}

const builders: Readonly<Record<string, Builder>> = {
  next: { subcommands: ['build'], defaults: ['.next'] },
  vite: { subcommands: ['build'], folderOptions: ['--outDir'], defaults: ['dist'], configurable: true },
  'vue-cli-service': { subcommands: ['build'], folderOptions: ['--dest'], defaults: ['dist'] },
  nuxt: { subcommands: ['build', 'generate'], defaults: ['.output', '.nuxt', 'dist'] },
  nuxi: { subcommands: ['build', 'generate'], defaults: ['.output', '.nuxt', 'dist'] },
  nitro: { subcommands: ['build'], defaults: ['.output'] },
  nitropack: { subcommands: ['build'], defaults: ['.output'] },
  vinxi: { subcommands: ['build'], defaults: ['.output'] },
  astro: { subcommands: ['build'], folderOptions: ['--outDir'], defaults: ['dist'] },
  remix: { subcommands: ['build', 'vite:build'], defaults: ['build', 'public/build'] },
  'react-router': { subcommands: ['build'], defaults: ['build'] },
  'react-scripts': { subcommands: ['build'], defaults: ['build'] },
  gatsby: { subcommands: ['build'], defaults: ['public', '.cache'] },
  'svelte-kit': { subcommands: ['build'], defaults: ['build', '.svelte-kit'] },
  strapi: { subcommands: ['build'], defaults: ['build', 'dist', '.cache'] },
  medusa: { subcommands: ['build'], defaults: ['.medusa', 'dist'] },
  keystone: { subcommands: ['build'], defaults: ['.keystone'] },
  ng: { subcommands: ['build', 'run'], folderOptions: ['--output-path'], defaults: ['dist'] },
  ace: { subcommands: ['build'], defaults: ['build'] },
  webpack: { folderOptions: ['-o', '--output-path'], defaults: ['dist'], configurable: true },
  'webpack-cli': { folderOptions: ['-o', '--output-path'], defaults: ['dist'], configurable: true },
  rspack: { folderOptions: ['-o', '--output-path'], defaults: ['dist'], configurable: true },
  rsbuild: { subcommands: ['build'], defaults: ['dist'], configurable: true },
  rollup: { folderOptions: ['-d', '--dir'], fileOptions: ['-o', '--file'], defaults: ['dist'], configurable: true },
  esbuild: { folderOptions: ['--outdir'], fileOptions: ['--outfile'], defaults: ['dist'] },
  tsup: { folderOptions: ['-d', '--out-dir'], defaults: ['dist'], configurable: true },
  tsdown: { folderOptions: ['-d', '--out-dir'], defaults: ['dist'], configurable: true },
  swc: { folderOptions: ['-d', '--out-dir'], fileOptions: ['-o', '--out-file'], defaults: ['dist'] },
  babel: { folderOptions: ['-d', '--out-dir'], fileOptions: ['-o', '--out-file'], defaults: [] },
  ncc: { subcommands: ['build', ''], folderOptions: ['-o', '--out'], defaults: ['dist'] },
  parcel: { subcommands: ['build'], folderOptions: ['-d', '--out-dir', '--dist-dir'], defaults: ['dist'] },
  unbuild: { defaults: ['dist'], configurable: true },
  pkgroll: { defaults: ['dist'] },
  microbundle: { folderOptions: ['-o', '--output'], defaults: ['dist'] },
  tsx: { subcommands: ['build'], defaults: [] },
  meteor: { subcommands: ['build'], defaults: ['bundle'] },
};

/** Tools of build scripts that write nothing that could be started. */
const silent = new Set(
  `prisma husky eslint prettier jest mocha vitest rimraf rm mkdir cp mv ln cpx copyfiles cpy echo true false test cat sed chmod chown sleep exit export set graphql-codegen
  npm-check patch-package is-ci lint-staged stylelint tsc-alias tslint sass node-sass tailwindcss tailwind postcss lingui i18next drizzle-kit sequelize knex typeorm dotenv apt-get apk curl wget git panda paraglide-js`.split(
    /\s+/,
  ),
);

/** The outputs of a call of `tool`; undefined when the tool is not known, empty when it writes nothing of interest. `folder` is where it runs. */
export function outputsOfTool(
  tool: string,
  words: readonly string[],
  folder: string,
  surroundings: OutputSurroundings,
): readonly BuildOutput[] | undefined {
  if (silent.has(tool)) return [];
  switch (tool) {
    case 'tsc':
    case 'vue-tsc':
    case 'ttsc':
    case 'tspc':
      return ofTypeScript(tool, words, folder, surroundings);
    case 'nest':
      if (words[0] !== 'build') return [];
      return [
        { kind: 'folder', folder: resolvePath(folder, 'dist'), tool: 'nest build' },
        ...ofTypeScript('nest build', projectWords(words), folder, surroundings),
      ];
    case 'gulp':
    case 'grunt':
    case 'make':
    case 'moon':
    case 'just':
      return [{ kind: 'usual', base: folder, tool }];
    default: {
      const builder = Object.hasOwn(builders, tool) ? builders[tool] : undefined;
      return builder === undefined ? undefined : ofBuilder(tool, builder, words, folder);
    }
  }
}

function ofBuilder(tool: string, builder: Builder, words: readonly string[], folder: string): readonly BuildOutput[] {
  const operands = words.filter((word) => !word.startsWith('-'));
  if (
    builder.subcommands !== undefined &&
    !builder.subcommands.some((name) => (name === '' ? operands.length === 0 : operands.includes(name)))
  )
    return [];
  const name = builder.subcommands === undefined ? tool : `${tool} ${operands[0] ?? ''}`.trim();
  const folders = optionValues(words, builder.folderOptions ?? []);
  const files = optionValues(words, builder.fileOptions ?? []);
  const outputs: BuildOutput[] = [
    ...folders.map((value): BuildOutput => ({ kind: 'folder', folder: resolvePath(folder, value), tool: name })),
    ...files.map((value): BuildOutput => ({ kind: 'file', path: resolvePath(folder, value), tool: name })),
  ];
  if (outputs.length > 0) return outputs;
  if (tool === 'meteor' && operands[1] !== undefined) return [{ kind: 'folder', folder: resolvePath(folder, operands[1]), tool: name }];
  for (const value of builder.defaults) outputs.push({ kind: 'folder', folder: resolvePath(folder, value), tool: name });
  if (builder.configurable === true) outputs.push({ kind: 'usual', base: folder, tool: name });
  return outputs;
}

function optionValues(words: readonly string[], options: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    const name = options.find((option) => word === option || word.startsWith(`${option}=`));
    if (name === undefined) return [];
    const value = word === name ? words[index + 1] : word.slice(name.length + 1);
    return value === undefined ? [] : [value];
  });
}

function projectWords(words: readonly string[]): readonly string[] {
  const [path] = optionValues(words, ['-p', '--path']);
  return path === undefined ? [] : ['-p', path];
}

function ofTypeScript(tool: string, words: readonly string[], folder: string, surroundings: OutputSurroundings): readonly BuildOutput[] {
  if (words.includes('--noEmit') || words.includes('--watch') || words.includes('-w')) return [];
  const [outDir] = optionValues(words, ['--outDir', '--outdir']);
  if (outDir !== undefined) return [{ kind: 'folder', folder: resolvePath(folder, outDir), tool }];
  const references = words.includes('-b') || words.includes('--build');
  const [project] = optionValues(words, ['-p', '--project', '-b', '--build']);
  const named = resolvePath(folder, project === undefined || project.startsWith('-') ? 'tsconfig.json' : project);
  const settings = readTypeScriptSettings(named.endsWith('.json') ? named : resolvePath(named, 'tsconfig.json'), surroundings, 0);
  const usual: BuildOutput = { kind: 'usual', base: folder, tool };
  if (settings.kind === 'unknown' || references)
    return settings.kind === 'out-dir' ? [{ kind: 'folder', folder: settings.folder, tool }, usual] : [usual];
  return settings.kind === 'out-dir'
    ? [{ kind: 'folder', folder: settings.folder, tool }]
    : settings.kind === 'none'
      ? []
      : [{ kind: 'beside-sources', base: folder, tool }];
}

type TypeScriptSettings =
  | { readonly kind: 'out-dir'; readonly folder: string }
  | { readonly kind: 'beside' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

const longestChain = 8;

/** The output folder of a tsconfig.json (an image path), through `extends`. */
function readTypeScriptSettings(imagePath: string, surroundings: OutputSurroundings, depth: number): TypeScriptSettings {
  const contextPath = surroundings.contextPathAt(imagePath);
  const text = contextPath === undefined ? undefined : textOf(surroundings.files, resolvePath(surroundings.contextFolder, contextPath));
  if (text === undefined || depth > longestChain) return { kind: 'unknown' };
  const value: unknown = parseJsonc(text, [], { allowTrailingComma: true });
  if (!isRecord(value)) return { kind: 'unknown' };
  const options = isRecord(value['compilerOptions']) ? value['compilerOptions'] : {};
  const folder = folderOf(imagePath);
  if (options['noEmit'] === true) return { kind: 'none' };
  for (const name of ['outDir', 'outFile']) {
    const output = options[name];
    if (typeof output === 'string')
      return {
        kind: 'out-dir',
        folder: name === 'outDir' ? resolvePath(folder, output.replace('${configDir}', '.')) : folderOf(resolvePath(folder, output)),
      };
  }
  const parents = Array.isArray(value['extends']) ? value['extends'] : [value['extends']];
  let unknown = false;
  for (const parent of parents.toReversed()) {
    if (typeof parent !== 'string') continue;
    // Settings from a package of node_modules rarely name an output folder, but they may.
    const inherited: TypeScriptSettings = parent.startsWith('.')
      ? readTypeScriptSettings(resolvePath(folder, parent.endsWith('.json') ? parent : `${parent}.json`), surroundings, depth + 1)
      : { kind: 'unknown' };
    if (inherited.kind === 'out-dir' || inherited.kind === 'none') return inherited;
    unknown ||= inherited.kind === 'unknown';
  }
  return unknown ? { kind: 'unknown' } : { kind: 'beside' };
}
