import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolveStart, type StartImage } from '../../../../server/src/analysis/start/index.ts';
import { type CommandForm, parseDockerfile } from '../../../../server/src/dockerfile/index.ts';
import { memoryFiles } from '../../../../server/src/project/memory-files.ts';
import { copyingAll, inOneLine, manifest, started, startOf } from './started.ts';

const files = {
  'package.json': manifest({}, { main: 'src/index.js', dependencies: { dotenv: '^16.0.0', tsx: '^4.0.0' } }),
  'server.js': 'listen()',
  'src/index.js': '',
  'bin/www': '#!/usr/bin/env node\nlisten()\n',
  'bin/traced': '#!/usr/bin/env -S node --enable-source-maps\nlisten()\n',
  'app/index.js': '',
  'preload.js': '',
  '.env': '',
};

const commands: readonly (readonly [string, string])[] = [
  // Both forms.
  ['CMD ["node", "server.js"]', 'node server.js [present]'],
  ['CMD node server.js', 'node server.js [present]'],
  ['CMD exec node server.js', 'node server.js [present]'],
  ['ENTRYPOINT ["node"]\nCMD ["server.js", "--port", "80"]', 'node server.js --port 80 [present]'],
  ['ENTRYPOINT ["node", "server.js"]', 'node server.js [present]'],
  ['ENTRYPOINT node server.js\nCMD ["ignored"]', 'node server.js [present]'],
  ['CMD ["/usr/local/bin/node", "/app/server.js"]', 'node /app/server.js [present]'],
  // Arguments of a JSON form are literal, dollars too.
  ['CMD ["node", "server.js", "$PORT"]', 'node server.js $PORT [present]'],
  ['CMD node server.js "a b" --x', 'node server.js a b --x [present]'],
  ['CMD PORT=3000 node server.js', 'PORT=3000 node server.js [present]'],
  ['CMD ["env", "PORT=3000", "node", "server.js"]', 'PORT=3000 node server.js [present]'],
  // Options of node.
  [
    'CMD ["node", "-r", "dotenv/config", "--max-old-space-size=512", "server.js"]',
    'node -r dotenv/config --max-old-space-size=512 server.js [present]',
  ],
  ['CMD ["node", "--import", "./preload.js", "server.js", "--import"]', 'node --import ./preload.js server.js --import [present]'],
  ['CMD ["node", "--inspect=0.0.0.0:9229", "server.js"]', 'node --inspect=0.0.0.0:9229 server.js [present]'],
  ['CMD ["node", "--import", "tsx", "server.js"]', 'node --import tsx server.js by tsx [present]'],
  ['CMD ["node", "--watch", "server.js"]', 'development: node --watch'],
  // The file that node finds.
  ['CMD ["node", "."]', 'node src/index.js [present]'],
  ['CMD ["node", "server"]', 'node server.js [present]'],
  ['CMD ["node", "./app"]', 'node ./app/index.js [present]'],
  ['CMD ["node", "bin/www"]', 'node bin/www [present]'],
  ['CMD ["node", "other.js"]', 'node other.js [missing]'],
  // Docker's entrypoint gives node what is no command.
  ['CMD ["server.js"]', 'node server.js [present]'],
  ['CMD ["--enable-source-maps", "server.js"]', 'node --enable-source-maps server.js [present]'],
  ['ENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["server.js"]', 'node server.js [present]'],
  // A shebang.
  ['CMD ["./bin/www"]', 'node ./bin/www [present]'],
  ['CMD ["./bin/traced", "x"]', 'node --enable-source-maps ./bin/traced x [present]'],
  // Init processes.
  ['ENTRYPOINT ["/usr/bin/tini", "--"]\nCMD ["node", "server.js"]', 'node server.js [present]'],
  ['ENTRYPOINT ["/sbin/tini", "-g", "--", "node", "server.js"]', 'node server.js [present]'],
  ['ENTRYPOINT ["dumb-init", "--single-child", "--rewrite", "15:2", "node", "server.js"]', 'node server.js [present]'],
  ['CMD tini -- node server.js', 'node server.js [present]'],
  // Shells around one command.
  ['CMD ["sh", "-c", "exec node server.js"]', 'node server.js [present]'],
  ['ENTRYPOINT ["sh", "-c"]\nCMD ["node server.js"]', 'node server.js [present]'],
  ['CMD ["sh", "-c", "cd app && node index.js"]', 'node index.js in /app/app [present]'],
  ['CMD set -e; export NODE_ENV=production && echo starting && node server.js', 'NODE_ENV=production node server.js [present]'],
  ['ENTRYPOINT ["sh", "-c", "exec \\"$@\\"", "--"]\nCMD ["node", "server.js"]', 'node server.js [present]'],
  // What needs a shell.
  ['CMD node server.js $PORT', 'shell: exec node server.js $PORT'],
  ['CMD PORT=${PORT:-80} node server.js', 'shell: PORT=${PORT:-80} exec node server.js'],
  ['CMD node $NODE_FLAGS server.js', 'shell: exec node $NODE_FLAGS server.js'],
  ['CMD node server.js > log.txt 2>&1', 'shell: exec node server.js > log.txt 2>&1'],
  ['CMD cd app && node index.js 2>&1', 'shell: cd app && exec node index.js 2>&1'],
  ['CMD ["env", "A=b", "sh", "-c", "node src/index.js; node server.js"]', 'shell: export A=b && node src/index.js; exec node server.js'],
  ['CMD node src/index.js & node server.js', 'shell: node src/index.js & exec node server.js'],
  ['CMD node src/index.js && node server.js', 'shell: node src/index.js && exec node server.js'],
  ['CMD node server.js || exit 1', 'shell: node server.js || exit 1'],
  [
    'CMD if [ -f x ]; then node src/index.js; else node server.js; fi',
    'shell: if [ -f x ]; then node src/index.js; else node server.js; fi',
  ],
  ['CMD $START', 'shell: -'],
  // Other programs.
  ['CMD ["nginx", "-g", "daemon off;"]', 'program: nginx'],
  ['CMD ["bun", "server.js"]', 'program: bun'],
  ['CMD ["python3", "x.py"]', 'program: python3'],
  ['CMD ["node"]', 'unresolved: node without a script is an interactive prompt'],
  ['CMD ["node", "-e", "1"]', 'unresolved: `node -e` runs text instead of a file'],
  ['CMD []', 'unresolved: its list is empty'],
  ['', 'inherited'],
];

for (const [lines, expected] of commands) {
  test(lines.replaceAll('\n', ' ↵ ') || 'neither CMD nor ENTRYPOINT', () => {
    assert.equal(started(copyingAll(lines), files), expected);
  });
}

test('images whose entrypoint is node', () => {
  for (const image of ['distroless-node', 'chainguard-node'] as const) {
    assert.equal(resolved(image, 'CMD ["server.js", "x"]'), 'node server.js x [present]');
    assert.match(
      resolved(image, 'CMD ["node", "server.js"]'),
      /^unresolved: the image starts node already, so this runs `node node server\.js`/,
    );
    assert.match(resolved(image, 'CMD npm start'), /^unresolved: the image starts node already/);
    assert.equal(resolved(image, 'ENTRYPOINT ["/usr/bin/dumb-init", "--"]\nCMD ["node", "server.js"]'), 'node server.js [present]');
  }
  assert.equal(resolved('other', 'CMD ["server.js"]'), 'program: server.js');
});

/** Without the rest of the analysis: the lines of a stage on an image of this kind. */
function resolved(image: StartImage, lines: string): string {
  const dockerfile = parseDockerfile(`FROM x\n${lines}`);
  const form = (keyword: string): CommandForm | undefined => {
    const instruction = dockerfile.instructions.find((candidate) => candidate.keyword === keyword);
    return instruction?.keyword === 'CMD' || instruction?.keyword === 'ENTRYPOINT' ? instruction.command : undefined;
  };
  return inOneLine(
    resolveStart({
      image,
      entrypoint: form('ENTRYPOINT'),
      cmd: form('CMD'),
      shell: undefined,
      workdir: '/app',
      variable: () => undefined,
      files: memoryFiles(files),
      contextFolder: '',
      originOf: (path) =>
        path === '/app/server.js'
          ? { kind: 'context', path: 'server.js', exists: true }
          : { kind: 'absent', path: undefined, why: 'not copied' },
      globalPackages: [],
    }),
  );
}

test('the init process, files read by options and the range of what needs a shell are told', () => {
  const start = startOf(
    copyingAll('ENTRYPOINT ["tini", "--"]', 'CMD ["node", "-r", "./preload.js", "--env-file=.env", "-r", "dotenv/config", "server.js"]'),
    files,
  );
  assert.equal(start.kind === 'node' ? start.init : undefined, 'tini');
  assert.deepEqual(start.kind === 'node' ? start.reads : undefined, ['./preload.js', '.env']);
  const text = copyingAll('CMD node server.js --port "$PORT"');
  const shell = startOf(text, files);
  assert.equal(shell.kind, 'shell');
  assert.equal(shell.kind === 'shell' && shell.range !== undefined ? text.slice(shell.range.start, shell.range.end) : '', '"$PORT"');
});

test('WORKDIR with a variable that only the build knows', () => {
  const start = started('FROM node:20\nARG HOME_OF_APP\nWORKDIR $HOME_OF_APP\nCOPY . .\nCMD ["npm", "start"]', files);
  assert.match(start, /^unresolved: /);
});
