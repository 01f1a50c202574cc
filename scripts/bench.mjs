/**
 * Prints how long the engine takes on large input. Figures only: it never fails. Run it with `npm run bench`.
 */
import { performance } from 'node:perf_hooks';
import { createScopes, parseDockerfile } from '../server/src/dockerfile/index.ts';

const lineCount = 50_000;
const rounds = 5;

/** Lines as a large, ordinary Dockerfile has them. */
function ordinaryLines(index) {
  const kinds = [
    'RUN apt-get update && \\',
    `    apt-get install -y --no-install-recommends package-${index}`,
    `ENV NAME_${index}="a value" PATH_${index}=$NAME_${index - 6}/bin`,
    'COPY --from=build --chown=node:node /app/dist ./dist',
    'CMD ["node", "--enable-source-maps", "server.js"]',
    '# a comment that says why',
  ];
  return kinds[index % kinds.length];
}

function lines(make) {
  return Array.from({ length: lineCount }, (_, index) => make(index)).join('\n');
}

const inputs = [
  ['ordinary instructions', `FROM node:22 AS build\n${lines(ordinaryLines)}\n`],
  ['one RUN over many lines', `FROM node:22\nRUN true \\\n${lines((index) => ` && echo ${index} \\`)}\n`],
  ['variables that build on each other', `FROM node:22\n${lines((index) => `ENV A${index}=$A${index - 1}x`)}\n`],
  [
    'stages that build on each other',
    lines((index) => (index % 2 === 0 ? `FROM ${index === 0 ? 'node:22' : `s${index - 2}`} AS s${index}` : 'ENV A=$B')),
  ],
  ['one heredoc', `FROM node:22\nRUN <<EOF\n${lines((index) => `echo ${index}`)}\nEOF\n`],
];

/** The shortest of several runs, in milliseconds. */
function timeOf(run) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

console.log(`${lineCount.toLocaleString('en')} lines, best of ${rounds} (Node ${process.versions.node})`);
for (const [name, text] of inputs) {
  const parsing = timeOf(() => parseDockerfile(text));
  const dockerfile = parseDockerfile(text);
  const scoping = timeOf(() => createScopes(dockerfile));
  console.log(`${name.padEnd(38)} parsed in ${parsing.toFixed(0).padStart(4)} ms, scopes in ${scoping.toFixed(0).padStart(4)} ms`);
}
