import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Script } from 'node:vm';
import { APP, look } from './look.ts';

const withCheck = (check: string, base = 'node:22-slim'): string =>
  `FROM ${base}\nWORKDIR /app\nCOPY . .\nHEALTHCHECK ${check}\nCMD ["node", "app.js"]\n`;

/** The JavaScript that the new health check gives to node. */
function script(text: string): string {
  const words: unknown = JSON.parse(/^HEALTHCHECK .*?CMD (\[.*\])$/m.exec(text)?.[1] ?? '[]');
  assert.ok(Array.isArray(words) && words[0] === 'node' && words[1] === '-e' && typeof words[2] === 'string', text);
  // Compiles it without running it.
  assert.doesNotThrow(() => new Script(words[2]), words[2]);
  return words[2];
}

test('each way of asking keeps its meaning', () => {
  const cases: readonly (readonly [check: string, script: string])[] = [
    [
      'CMD curl -f http://localhost:3000/ || exit 1',
      "fetch('http://localhost:3000/',{redirect:'manual'}).then(r=>process.exit(r.status<400?0:1),()=>process.exit(1))",
    ],
    ['CMD curl -sSfL localhost:3000/health', "fetch('http://localhost:3000/health').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"],
    ['CMD curl http://localhost:3000/', "fetch('http://localhost:3000/',{redirect:'manual'}).then(r=>process.exit(0),()=>process.exit(1))"],
    [
      'CMD ["curl", "-f", "http://localhost:3000/"]',
      "fetch('http://localhost:3000/',{redirect:'manual'}).then(r=>process.exit(r.status<400?0:1),()=>process.exit(1))",
    ],
    [
      'CMD curl -fsSo/dev/null -m 5 http://localhost:3000/ >/dev/null 2>&1 || exit 1',
      "fetch('http://localhost:3000/',{redirect:'manual',signal:AbortSignal.timeout(5000)}).then(r=>process.exit(r.status<400?0:1),()=>process.exit(1))",
    ],
    [
      'CMD curl -f -I http://localhost:3000/',
      "fetch('http://localhost:3000/',{method:'HEAD',redirect:'manual'}).then(r=>process.exit(r.status<400?0:1),()=>process.exit(1))",
    ],
    [
      'CMD wget --no-verbose --tries=1 --spider http://localhost:3000/ || exit 1',
      "fetch('http://localhost:3000/',{method:'HEAD'}).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))",
    ],
    [
      'CMD wget -qO- http://localhost:3000/ || exit 1',
      "fetch('http://localhost:3000/').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))",
    ],
    [
      'CMD wget -q -T5 http://localhost:3000/',
      "fetch('http://localhost:3000/',{signal:AbortSignal.timeout(5000)}).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))",
    ],
    [
      'CMD curl -f "http://localhost:${PORT:-3000}/"',
      "fetch(`http://localhost:${process.env.PORT||'3000'}/`,{redirect:'manual'}).then(r=>process.exit(r.status<400?0:1),()=>process.exit(1))",
    ],
    [
      'CMD curl -f http://localhost:$PORT/',
      "fetch(`http://localhost:${process.env.PORT||''}/`,{redirect:'manual'}).then(r=>process.exit(r.status<400?0:1),()=>process.exit(1))",
    ],
    [
      'CMD curl -kf https://localhost:8443/',
      "process.env.NODE_TLS_REJECT_UNAUTHORIZED='0';fetch('https://localhost:8443/',{redirect:'manual'}).then(r=>process.exit(r.status<400?0:1),()=>process.exit(1))",
    ],
    [
      "CMD curl -f -H 'X-Check: yes' http://localhost:3000/",
      "fetch('http://localhost:3000/',{headers:{'X-Check':'yes'},redirect:'manual'}).then(r=>process.exit(r.status<400?0:1),()=>process.exit(1))",
    ],
    [
      'CMD wget -qO- http://localhost:3000/ | grep -q "OK" || exit 1',
      "fetch('http://localhost:3000/').then(async r=>process.exit(r.ok&&(await r.text()).includes('OK')?0:1)).catch(()=>process.exit(1))",
    ],
  ];
  for (const [check, expected] of cases) {
    const { text, migration, saidAfter } = look('healthcheck', withCheck(check), APP);
    assert.equal(migration.strategy, 'distroless', check);
    assert.equal(script(text), expected, check);
    assert.deepEqual(saidAfter, [], check);
  }
});

test('options of HEALTHCHECK stay, and what is looser than it seems is for a person', () => {
  const { text, reported } = look('healthcheck', withCheck('--interval=30s --retries=3 CMD curl http://localhost:3000/'), APP);
  assert.match(text, /^HEALTHCHECK --interval=30s --retries=3 CMD \["node", "-e", /m);
  assert.ok(reported.some((line) => line.startsWith('review: The old check called curl without -f')));
});

test('node in shell form needs no shell', () => {
  const { text, migration } = look('healthcheck', withCheck('CMD node health.js || exit 1'), { ...APP, 'health.js': '' });
  assert.match(text, /^HEALTHCHECK CMD \["node", "health\.js"\]$/m);
  assert.equal(migration.strategy, 'distroless');
});

test('what is fine already keeps its bytes', () => {
  for (const check of ['CMD ["node", "health.js"]', 'NONE']) {
    const { text, said } = look('healthcheck', withCheck(check), { ...APP, 'health.js': '' });
    assert.ok(text.includes(`HEALTHCHECK ${check}\n`), check);
    assert.deepEqual(said, [], check);
  }
});

test('what cannot be said in Node keeps its shell, with the packages that bring its programs', () => {
  for (const check of [
    'CMD curl -f http://localhost:3000/ && test -f /app/ready',
    'CMD curl -u me:secret http://localhost:3000/',
    'CMD curl -f http://localhost:$(cat port)/',
    'CMD curl -f http://localhost:6666/',
    'CMD curl -f http://me:secret@localhost/',
  ]) {
    const { text, migration } = look('healthcheck', withCheck(check), APP);
    assert.equal(migration.strategy, 'runtime-packages', check);
    assert.ok(text.includes(`HEALTHCHECK ${check}\n`), check);
    assert.match(text, /apk add .*busybox.* curl/, check);
  }
});

test('a program that no package brings keeps the development image', () => {
  const { migration, reported } = look('healthcheck', withCheck('CMD ./probe --all'), APP);
  assert.equal(migration.strategy, 'dev-runtime');
  assert.ok(reported.some((line) => /cannot be said in Node/.test(line)));
});

test('on the development image wget stays, and curl that the file installs', () => {
  const { text } = look('healthcheck', withCheck('CMD wget -q --spider http://localhost:3000/', 'node:22'), APP, { strategy: 'dev' });
  assert.match(text, /HEALTHCHECK CMD wget -q --spider/);
  assert.match(
    look(
      'healthcheck',
      'FROM node:22-slim\nRUN apt-get update && apt-get install -y curl\nWORKDIR /app\nCOPY . .\nHEALTHCHECK CMD curl -f http://localhost:3000/\nCMD ["node", "app.js"]\n',
      APP,
      { strategy: 'dev' },
    ).text,
    /HEALTHCHECK CMD curl -f/,
  );
});

test('on Chainguard a curl that is not there is a warning with a fix', () => {
  const { said, text, saidAfter } = look(
    'healthcheck',
    'FROM cgr.dev/chainguard/node:latest\nCOPY app.js .\nHEALTHCHECK CMD curl -f http://localhost:3000/\nCMD ["app.js"]\n',
    APP,
  );
  assert.deepEqual(said, ['warning: The image has no curl: the container would turn unhealthy.']);
  assert.match(script(text), /^fetch\(/);
  assert.deepEqual(saidAfter, []);
});
