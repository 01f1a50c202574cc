import assert from 'node:assert/strict';
import { test } from 'node:test';
import { copyingAll, manifest, started, startOf } from './started.ts';

const files = {
  'package.json': manifest({ start: 'node server.js' }),
  'server.js': null,
  'hand-over.sh': '#!/bin/sh\nset -e\n# nothing to prepare\necho "starting"\nexec "$@"\n',
  'fixed.sh': '#!/bin/sh\ncd /app\nexport NODE_ENV=production\nexec node server.js --port 80\n',
  'through-npm.sh': '#!/bin/sh\nnpm start\n',
  'migrate.sh': '#!/bin/bash\nset -e\nnpx prisma migrate deploy\nexec "$@"\n',
  'waits.sh': '#!/bin/sh\nexec node server.js "$PORT"\n',
  'plain.js': '#!/usr/bin/env node\nimport "./server.js";\n',
  'spawns.js':
    '#!/usr/bin/env node\nimport { spawn } from "node:child_process";\nspawn(process.argv.slice(2).join(" "), { shell: true, stdio: "inherit" });\n',
  'node-entrypoint.js': 'const { execSync } = require("child_process");\nexecSync("ls");\n',
  'wait.sh': '#!/bin/sh\nuntil nc -z db 5432; do sleep 1; done\nshift 2\nexec "$@"\n',
  'script.py': '#!/usr/bin/env python3\n',
};

const starts: readonly (readonly [string, string])[] = [
  ['ENTRYPOINT ["/app/hand-over.sh"]\nCMD ["node", "server.js"]', 'node server.js [present]'],
  ['ENTRYPOINT ["./hand-over.sh", "node"]\nCMD ["server.js"]', 'node server.js [present]'],
  ['ENTRYPOINT ["sh", "hand-over.sh"]\nCMD ["npm", "start"]', 'node server.js [present]'],
  ['ENTRYPOINT ["dumb-init", "--", "./fixed.sh"]', 'NODE_ENV=production node server.js --port 80 [present]'],
  ['CMD ./through-npm.sh', 'node server.js [present]'],
  ['ENTRYPOINT ["./migrate.sh"]\nCMD ["node", "server.js"]', 'script: migrate.sh by bash [] [node server.js]'],
  ['ENTRYPOINT ["./migrate.sh", "a"]', 'script: migrate.sh by bash [a] []'],
  ['ENTRYPOINT ["bash", "./migrate.sh"]\nCMD ["x"]', 'script: migrate.sh by bash [] [x]'],
  ['CMD ["./waits.sh"]', 'script: waits.sh by sh [] []'],
  ['ENTRYPOINT ["/app/plain.js"]\nCMD ["a", "b"]', 'node /app/plain.js a b [present]'],
  ['ENTRYPOINT ["/app/spawns.js"]\nCMD ["npm", "start"]', 'shell: -'],
  ['ENTRYPOINT ["/app/spawns.js"]\nCMD ["node", "server.js"]', 'shell: exec node /app/spawns.js node server.js'],
  ['ENTRYPOINT ["node", "node-entrypoint.js"]', 'shell: exec node node-entrypoint.js'],
  ['CMD ./wait.sh db:5432 -- npm start && echo done', 'shell: ./wait.sh db:5432 -- node server.js && echo done'],
  ['CMD trap "exit 0" TERM; npm start', 'shell: trap "exit 0" TERM; node server.js'],
  ["CMD ['npm', 'start']", 'unresolved: it looks like a JSON list and is none (JSON wants double quotes), so a shell takes it as text'],
  ['CMD ["./script.py"]', 'program: python3'],
  ['CMD ["./gone.sh"]', 'unresolved: /app/gone.sh: there is no gone.sh in the build context'],
  // A script of the project in the place of Docker's own.
  [
    'COPY migrate.sh /usr/local/bin/docker-entrypoint.sh\nENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["node", "server.js"]',
    'script: migrate.sh by bash [] [node server.js]',
  ],
  ['COPY hand-over.sh /usr/local/bin/\nENTRYPOINT ["hand-over.sh"]\nCMD ["node", "server.js"]', 'node server.js [present]'],
  ['ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]\nCMD ["npm", "start"]', 'node server.js [present]'],
  // A script written in the Dockerfile.
  ['COPY <<EOF /start.sh\n#!/bin/sh\nexec node server.js\nEOF\nCMD ["/start.sh"]', 'node server.js [present]'],
];

for (const [lines, expected] of starts) {
  test(lines.replaceAll('\n', ' ↵ '), () => assert.equal(started(copyingAll(lines), files), expected));
}

test('a script file keeps its text, and the steps tell what was followed', () => {
  const script = startOf(copyingAll('ENTRYPOINT ["./migrate.sh"]'), files);
  assert.ok(script.kind === 'script-file');
  assert.equal(script.text, files['migrate.sh']);
  assert.equal(script.imagePath, '/app/migrate.sh');
  const followed = startOf(copyingAll('ENTRYPOINT ["./hand-over.sh"]', 'CMD ["npm", "start"]'), files);
  assert.ok(followed.kind === 'node');
  assert.deepEqual(followed.steps, [
    { from: '/app/hand-over.sh npm start', to: 'npm start', source: 'hand-over.sh' },
    { from: 'npm start', to: 'node server.js', source: 'package.json' },
  ]);
});
