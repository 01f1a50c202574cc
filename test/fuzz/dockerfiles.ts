/** Dockerfiles as people write them, put together at random: for the laws, which must hold on all of them. */
import fc from 'fast-check';

const nodeImage = fc.constantFrom(
  'node',
  'node:20',
  'node:22-alpine',
  'node:lts-slim',
  'node:20.11.1-bookworm-slim',
  'docker.io/library/node:18',
  'public.ecr.aws/docker/library/node:24',
  'node:20@sha256:0000000000000000000000000000000000000000000000000000000000000000',
  'gcr.io/distroless/nodejs22-debian12',
  '${REGISTRY}node:20',
);
const otherImage = fc.constantFrom(
  'nginx:alpine',
  'golang:1.23',
  'python:3.12-slim',
  'scratch',
  'debian:bookworm',
  'ghcr.io/example/private:1',
  'alpine:3.20',
);
const chainguardImage = fc.constantFrom(
  'cgr.dev/chainguard/node:latest',
  'cgr.dev/chainguard/node:latest-dev',
  'cgr.dev/example.com/node:22-slim',
);

const comment = fc.constantFrom(
  '# a heading',
  '#comment without a blank',
  '# what follows is needed',
  '# TODO: look at this',
  '# syntax of the day',
);
const path = fc.constantFrom('.', './', '/app', '/usr/src/app', '/srv/data', 'dist', '/usr/local/bin/tool', 'package*.json');
const word = fc.constantFrom(
  'curl',
  'git',
  'tini',
  'ca-certificates',
  'python3',
  'make',
  'g++',
  'ffmpeg',
  'libc6-compat',
  'bash',
  'openssl',
  'tzdata',
  'no-such-package-here',
);

const command = fc.oneof(
  fc.constantFrom(
    'npm ci',
    'npm install',
    'npm ci --omit=dev',
    'npm run build',
    'yarn install --frozen-lockfile',
    'pnpm install',
    'npm cache clean --force',
    'corepack enable',
    'npm i -g pnpm',
    'npx prisma generate',
    'mkdir -p /srv/data',
    'chown -R node:node /app',
    'addgroup -S app',
    'adduser -S app -G app',
    'rm -rf /var/lib/apt/lists/*',
    'echo done',
    'set -eux',
    './setup.sh',
    'true',
    'node -v',
    'cd /tmp && ls',
    'ln -s /app/a /app/b',
    '[ -f x ] || touch x',
    'if [ -f y ]; then npm ci; else npm install; fi',
  ),
  fc
    .array(word, { minLength: 1, maxLength: 4 })
    .map((words) => `apt-get update && apt-get install -y --no-install-recommends ${words.join(' ')}`),
  fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => `apk add --no-cache ${words.join(' ')}`),
  fc
    .array(word, { minLength: 1, maxLength: 3 })
    .map((words) => `apk add --virtual .deps ${words.join(' \\\n    ')} && npm ci && apk del .deps`),
);
const run = fc
  .tuple(
    fc.array(command, { minLength: 1, maxLength: 4 }),
    fc.constantFrom(' && ', ' \\\n    && ', '; \\\n  ', ' && \\\n# inside\n    '),
    fc.boolean(),
  )
  .map(([commands, joint, mount]) => `RUN ${mount ? '--mount=type=cache,target=/root/.npm ' : ''}${commands.join(joint)}`);
const heredocRun = fc.array(command, { minLength: 1, maxLength: 3 }).map((commands) => `RUN <<EOF\n${commands.join('\n')}\nEOF`);

const copy = fc
  .tuple(
    fc.constantFrom('COPY', 'ADD', 'copy'),
    fc.constantFrom(
      '',
      '--chown=node:node ',
      '--chown=app:app ',
      '--chown=1000:1000 ',
      '--from=0 ',
      '--from=build ',
      '--link --chown=1000 ',
    ),
    path,
    path,
  )
  .map(([keyword, flag, from, to]) => `${keyword} ${flag}${from} ${to === 'package*.json' ? './' : to}`);
const start = fc.constantFrom(
  'CMD ["node", "server.js"]',
  'CMD node server.js',
  'CMD npm start',
  'CMD ["npm", "start"]',
  'CMD [ "npm", "run", "start:prod" ]',
  'CMD ["sh", "-c", "node migrate.js && node server.js"]',
  'ENTRYPOINT ["tini", "--"]\nCMD ["node", "server.js"]',
  'ENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["node", "server.js"]',
  'ENTRYPOINT ["node", "server.js"]',
  'ENTRYPOINT npm start',
  'CMD ["server.js"]',
  'CMD ["./start.sh"]',
  'CMD ["nodemon", "server.js"]',
  'cmd yarn start',
  'CMD []',
);
const other = fc.oneof(
  fc.constantFrom(
    'WORKDIR /app',
    'WORKDIR /usr/src/app',
    'WORKDIR sub',
    'USER node',
    'USER root',
    'USER app',
    'USER 1000',
    'ENV NODE_ENV=production',
    'ENV NODE_ENV production',
    'ENV A=1 B="two words"',
    'ENV PATH=/app/node_modules/.bin:$PATH',
    'ARG VERSION',
    'ARG PORT=3000',
    'ENV PORT=$PORT',
    'EXPOSE 3000',
    'EXPOSE $PORT',
    'VOLUME /srv/data',
    'VOLUME ["/a", "/b"]',
    'LABEL a="b"',
    'LABEL a b',
    'MAINTAINER somebody',
    'STOPSIGNAL SIGINT',
    'SHELL ["/bin/bash", "-c"]',
    'HEALTHCHECK CMD curl -f http://localhost:3000/ || exit 1',
    'HEALTHCHECK --interval=5s CMD wget -qO- http://localhost:${PORT:-3000}/health || exit 1',
    'HEALTHCHECK NONE',
    'ONBUILD RUN npm ci',
  ),
);
const instruction = fc.oneof(
  { weight: 3, arbitrary: run },
  { weight: 1, arbitrary: heredocRun },
  { weight: 3, arbitrary: copy },
  { weight: 4, arbitrary: other },
  { weight: 2, arbitrary: start },
);
const line = fc
  .tuple(fc.array(comment, { maxLength: 2 }), fc.constantFrom('', '\n', '\n\n'), instruction, fc.constantFrom('', '  '))
  .map(([comments, gap, text, indent]) => `${comments.map((one) => `${one}\n`).join('')}${gap}${indent}${text}\n`);

const stageName = fc.constantFrom('', ' AS build', ' as base', ' AS runner', ' AS dev', ' AS deps');
const stage = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: nodeImage },
      { weight: 1, arbitrary: otherImage },
      { weight: 2, arbitrary: chainguardImage },
      { weight: 2, arbitrary: fc.constantFrom('build', 'base', 'deps') },
    ),
    stageName,
    fc.array(line, { maxLength: 9 }),
    fc.constantFrom('', '--platform=$BUILDPLATFORM '),
  )
  .map(([image, name, lines, platform]) => `FROM ${platform}${image}${name}\n${lines.join('')}`);

/** A whole file, with LF or CRLF, with or without an end of line at its end. */
export const dockerfile: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      '',
      '# syntax=docker/dockerfile:1\n',
      '# check=skip=all\n\n',
      'ARG REGISTRY\n',
      'ARG REGISTRY=docker.io/library/\n# about the registry\n',
    ),
    fc.array(stage, { minLength: 1, maxLength: 4 }),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([head, stages, crlf, cut]) => {
    const text = head + stages.join('\n');
    const ended = cut ? text.replace(/\n+$/, '') : text;
    return crlf ? ended.replace(/\n/g, '\r\n') : ended;
  });

/** What surrounds it. */
export const surroundings: fc.Arbitrary<Record<string, string>> = fc.constantFrom<Record<string, string>>(
  {},
  {
    'package.json':
      '{"scripts":{"start":"node server.js","start:prod":"NODE_ENV=production node dist/main.js","build":"tsc"},"dependencies":{"express":"4"},"devDependencies":{"typescript":"5","nodemon":"3"}}',
    'server.js': '',
    'package-lock.json': '{"lockfileVersion":3,"packages":{}}',
  },
  {
    'package.json': '{"scripts":{"prestart":"node prepare.js","start":"next start"},"dependencies":{"next":"15"}}',
    'next.config.js': '',
    'start.sh': '#!/bin/sh\nset -e\nexec "$@"\n',
  },
  { 'package.json': 'not json', 'server.js': '' },
);
