import assert from 'node:assert/strict';
import { test } from 'node:test';
import { APP, look } from './look.ts';

const FRONT = { ...APP, 'package.json': '{"scripts":{"build":"vite build"}}' };
const file = (stage: string, base = 'nginx:alpine'): string =>
  `FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n\nFROM ${base}\n${stage}`;
const HTML = 'COPY --from=build /app/dist /usr/share/nginx/html\n';

test('the default site moves to port 8080', () => {
  const { text, reported, said } = look('nginx-stage', file(`${HTML}EXPOSE 80\nCMD ["nginx", "-g", "daemon off;"]\n`), FRONT);
  assert.match(text, /FROM cgr\.dev\/chainguard\/nginx:latest\nCOPY --from=build \/app\/dist \/usr\/share\/nginx\/html\nEXPOSE 8080\n/);
  assert.doesNotMatch(text, /CMD/);
  assert.ok(reported.some((line) => line.startsWith('review: Port mappings')));
  assert.match(said[0] ?? '', /^hint: This stage can move/);
});

test('a site of its own takes the place of the default one, and its port is told with file and line', () => {
  const { text, reported } = look(
    'nginx-stage',
    file(`RUN rm /etc/nginx/conf.d/default.conf\nCOPY nginx.conf /etc/nginx/conf.d/default.conf\n${HTML}EXPOSE 80\n`),
    { ...FRONT, 'nginx.conf': 'server {\n  listen 80;\n}\n' },
  );
  assert.match(text, /COPY nginx\.conf \/etc\/nginx\/conf\.d\/nginx\.default\.conf\n/);
  assert.match(text, /EXPOSE 80\n/);
  assert.doesNotMatch(text, /^RUN rm/m);
  assert.ok(reported.some((line) => line.includes('nginx.conf:2 (port 80)')));
});

test('the only site replaces a default one that was removed, and is read through the build stage', () => {
  const { text, reported } = look(
    'nginx-stage',
    file(`RUN rm -rf /etc/nginx/conf.d/*\nCOPY --from=build /app/nginx/site.conf /etc/nginx/conf.d/\n${HTML}EXPOSE 80\n`),
    { ...FRONT, 'nginx/site.conf': 'server { \n\n  listen 80 default_server;\n}\n' },
  );
  assert.match(text, /COPY --from=build \/app\/nginx\/site\.conf \/etc\/nginx\/conf\.d\/nginx\.default\.conf\n/);
  assert.ok(reported.some((line) => line.includes('nginx/site.conf:3 (port 80)')));
});

test('a site that listens on 8080 needs nothing', () => {
  const { reported } = look('nginx-stage', file(`COPY nginx.conf /etc/nginx/conf.d/default.conf\n${HTML}EXPOSE 8080\n`), {
    ...FRONT,
    'nginx.conf': 'server {\n  listen 8080;\n}\n',
  });
  assert.ok(!reported.some((line) => /below 1024|Port 80/.test(line)));
});

test('what Chainguard’s nginx cannot do keeps the stage, with the reason', () => {
  for (const [stage, reason, more] of [
    [`${HTML}RUN apk add --no-cache curl\n`, /RUN needs a shell/, {}],
    [`${HTML}HEALTHCHECK CMD curl -f http://localhost/\n`, /health check/, {}],
    [`COPY site.template /etc/nginx/templates/default.conf.template\n${HTML}`, /templates/, {}],
    [`COPY start.sh /docker-entrypoint.d/\n${HTML}`, /no scripts/, {}],
    [`${HTML}ENTRYPOINT ["/start.sh"]\n`, /starts something else/, {}],
    [`COPY nginx.conf /etc/nginx/nginx.conf\n${HTML}`, /modules/, { 'nginx.conf': 'load_module modules/x.so;\n' }],
    [
      `COPY nginx.conf /etc/nginx/nginx.conf\n${HTML}`,
      /var\/cache\/nginx/,
      { 'nginx.conf': 'http {\n  proxy_cache_path /var/cache/nginx levels=1;\n}\n' },
    ],
  ] as const) {
    const { text, reported } = look('nginx-stage', file(stage), { ...FRONT, ...more });
    assert.match(text, /FROM nginx:alpine\n/, stage);
    assert.match(text, /FROM cgr\.dev\/chainguard\/node:latest-dev AS build/, stage);
    assert.match(reported[0] ?? '', reason, stage);
  }
});

test('an nginx that serves nothing of this file is not touched', () => {
  const { text, said } = look(
    'nginx-stage',
    'FROM node:22 AS build\nWORKDIR /app\nCOPY . .\nRUN npm ci\n\nFROM nginx:alpine\nCOPY public /usr/share/nginx/html\n',
    FRONT,
  );
  assert.match(text, /FROM nginx:alpine\n/);
  assert.deepEqual(said, []);
});
