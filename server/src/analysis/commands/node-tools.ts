/** node itself and the build tools of its world when they are called by name. */
import * as l10n from '@vscode/l10n';
import { findOption, type OptionSpec, parseOptions } from '../../shell/index.ts';
import type { EffectOfCommand } from '../effects.ts';
import { resolveImagePath } from '../path.ts';
import type { Call, Classifier, Family } from './call.ts';
import { textOf } from './expansion.ts';
import { isGiven } from './options.ts';
import { file, nothing, unknown } from './outcome.ts';
import { projectFolder, script } from './project-commands.ts';
import { needRoot } from './written-paths.ts';

/** Tools that write below the project (and caches below HOME), unless an option names another folder. */
const tools = [
  'tsc',
  'tsup',
  'tsx',
  'ts-node',
  'swc',
  'babel',
  'esbuild',
  'rollup',
  'webpack',
  'webpack-cli',
  'rspack',
  'rsbuild',
  'parcel',
  'vite',
  'vitest',
  'ncc',
  'unbuild',
  'microbundle',
  'tsdown',
  'tsc-alias',
  'tspc',
  'resolve-tspaths',
  'next',
  'nuxt',
  'nuxi',
  'remix',
  'react-router',
  'astro',
  'gatsby',
  'svelte-kit',
  'nest',
  'ng',
  'ngc',
  'ionic',
  'expo',
  'quasar',
  'vue-cli-service',
  'react-scripts',
  'craco',
  'strapi',
  'medusa',
  'docusaurus',
  'eleventy',
  'hexo',
  'vuepress',
  'vitepress',
  'storybook',
  'build-storybook',
  'ember',
  'preact',
  'umi',
  'max',
  'sails',
  'adonis',
  'payload',
  'keystone',
  'redwood',
  'rw',
  'blitz',
  'nitro',
  'waku',
  'qwik',
  'theia',
  'honkit',
  'gitbook',
  'nx',
  'turbo',
  'lerna',
  'rush',
  'rushx',
  'moon',
  'wireit',
  'lage',
  'ultra',
  'bolt',
  'gulp',
  'grunt',
  'bower',
  'brunch',
  'jake',
  'jspm',
  'prisma',
  'zenstack',
  'drizzle-kit',
  'knex',
  'sequelize',
  'sequelize-cli',
  'typeorm',
  'mikro-orm',
  'db-migrate',
  'graphql-codegen',
  'openapi-generator-cli',
  'orval',
  'paraglide-js',
  'lingui',
  'eslint',
  'prettier',
  'jest',
  'mocha',
  'ava',
  'tap',
  'nyc',
  'c8',
  'karma',
  'stylelint',
  'biome',
  'oxlint',
  'tslint',
  'xo',
  'cypress',
  'playwright',
  'puppeteer',
  'node-gyp',
  'node-pre-gyp',
  'prebuild-install',
  'node-prune',
  'modclean',
  'patch-package',
  'husky',
  'rimraf',
  'del-cli',
  'mkdirp',
  'cpx',
  'copyfiles',
  'ncp',
  'shx',
  'npm-run-all',
  'run-s',
  'run-p',
  'concurrently',
  'tailwindcss',
  'postcss',
  'sass',
  'node-sass',
  'lessc',
  'terser',
  'uglifyjs',
  'html-minifier',
  'svgo',
  'sentry-cli',
  'envinfo',
  'vsce',
  'web-ext',
  'electron-builder',
  'electron-rebuild',
  'npm-check-updates',
  'ncu',
  'syncpack',
  'meteor-node-stubs',
  'opencollective-postinstall',
  'rescript',
  'bsb',
  'elm',
  'purs',
  'spago',
  'lit-localize',
  'workbox',
  'tsoa',
  'apidoc',
  'typedoc',
  'jsdoc',
  'api-extractor',
  'license-checker',
  'genversion',
];

const tool: Classifier = (call) => script(call, 'tool', projectFolder(call, undefined), call.name, call.args);

export const nodeToolFamily: Family = {
  ...Object.fromEntries(tools.map((name): readonly [string, Classifier] => [name, tool])),
  node,
  nodejs: node,
};

/** Called by its path below node_modules, any tool is the project's. */
export function projectTool(call: Call): EffectOfCommand {
  return tool(call) ?? unknown(l10n.t('what `{0}` writes is not known', call.name));
}

/** Options of node that take a value (nodejs.org, command-line API). */
const nodeOptions: OptionSpec = {
  withValue: [
    '-r',
    '--require',
    '--import',
    '-e',
    '--eval',
    '-p',
    '--print',
    '-pe',
    '-C',
    '--conditions',
    '--input-type',
    '--loader',
    '--experimental-loader',
    '--env-file',
    '--env-file-if-exists',
    '--icu-data-dir',
    '--title',
    '--run',
    '--max-old-space-size',
    '--stack-size',
  ],
  stopAtPositional: true,
};

function node(call: Call): EffectOfCommand {
  const parsed = parseOptions(call.args, nodeOptions);
  const folder = projectFolder(call, undefined);
  const run = findOption(parsed, '--run')?.value;
  if (run !== undefined) return script(call, 'npm', folder, run.value, parsed.positionals);
  const code = findOption(parsed, '-e', '--eval', '-p', '--print', '-pe')?.value;
  if (code !== undefined) return inlineCode(call, code.value, folder);
  const [program, ...rest] = parsed.positionals;
  if (program === undefined && isGiven(parsed, '-v', '--version', '-h', '--help', '-i', '--v8-options', '--check', '-c'))
    return nothing('node');
  if (program === undefined)
    return call.command.redirects.some(({ operator }) => operator.startsWith('<'))
      ? script(call, 'node', folder, '-', [])
      : unknown(l10n.t('what `node` is given to run is not known'), 'node');
  return script(call, 'node', folder, textOf(program, call.around), rest);
}

/** Code that reaches for files or programs counts as a script of the project; with an absolute path in it nothing may be assumed. */
function inlineCode(call: Call, code: string, folder: string | undefined): EffectOfCommand {
  const reaches =
    /write|append|mkdir|unlink|\brm|rename|copy|symlink|chmod|chown|truncate|createWriteStream|child_process|exec|spawn|fork|import\(|require\(\s*["'`][./]/i.test(
      code.replace(/require\(\s*["'`][./\w-]*package\.json["'`]\s*\)/g, '').replace(/process\.exec(?:Path|Argv)/g, ''),
    );
  if (!reaches) return nothing('node');
  const named = [...code.matchAll(/["'`](\/[\w.-]+\/[\w./-]*)/g)].map((match) => file(resolveImagePath('/', match[1] ?? '/')));
  return needRoot(named, call.around)
    ? unknown(l10n.t('the code that `node` is given names files of the image'), 'node')
    : script(call, 'node', folder, '-e', []);
}
