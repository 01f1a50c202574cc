/** Wrong conversions, and what the harness must say about each: a harness that passes these sees nothing. */
import type { ProblemKind } from '../../scripts/containers/compare.ts';

export interface MustFail {
  readonly name: string;
  readonly dockerfile: string;
  /** Where it fails: while it is built, with these words, or when it runs, with a problem of this kind. */
  readonly fails: { readonly at: 'build'; readonly saying: RegExp } | { readonly at: 'run'; readonly with: ProblemKind };
}

const DEV = 'FROM cgr.dev/chainguard/node:latest-dev';
const RUNTIME = 'FROM cgr.dev/chainguard/node:latest';
const FILES = 'WORKDIR /app\nCOPY --chown=node:node . .\nENV MODE=production HANDLER=wait';
const START = 'ENTRYPOINT ["/usr/bin/dumb-init", "--"]\nCMD ["node", "server.js"]';
const HEALTH = `HEALTHCHECK CMD ["node", "-e", "fetch('http://localhost:3000/').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]`;

const PROBE = [
  `${DEV}\nUSER root`,
  'COPY --from=cgr.dev/chainguard/node:latest / /base-chroot',
  'RUN apk add --no-cache --no-scripts --root /base-chroot ffmpeg',
];

/** What the wrong ones are measured against. */
export const GOOD = lines(RUNTIME, FILES, HEALTH, START);

/** What must build, so that a failure of the others means something. */
export const LEGITIMATE: Readonly<Record<string, string>> = {
  'RUN in JSON form on the strict runtime': lines(RUNTIME, 'RUN ["/usr/bin/node", "-e", "0"]'),
  'root steps as root': lines(
    DEV,
    'USER root',
    'RUN apk add --no-cache curl jq',
    'RUN mkdir -p /srv/app && chown -R node:node /srv/app',
    'COPY . .',
    'RUN npm install -g .',
  ),
  'a build that writes into a copied folder of its own': lines(
    DEV,
    'COPY --chown=node:node . .',
    `RUN node -e "fs.writeFileSync('src/built.js', '')"`,
  ),
  'a compiler in the development image': lines(DEV, 'RUN gcc --version && g++ --version && make --version'),
  'a folder that Wolfi lacks, made first': lines(
    DEV,
    'USER root',
    'RUN mkdir -p /srv/app',
    'COPY start.sh /usr/local/bin/',
    'RUN chmod +x /usr/local/bin/start.sh',
  ),
  'a library in a folder of its own, after ldconfig': lines(
    ...PROBE,
    'RUN ldconfig -r /base-chroot && ! chroot /base-chroot /usr/bin/ffprobe none 2>&1 | grep "shared libraries"',
  ),
  'an npm cache of the user': lines(DEV, 'RUN --mount=type=cache,target=/home/node/.npm,uid=65532,gid=65532 touch /home/node/.npm/x'),
};

export const MUST_FAIL: readonly MustFail[] = [
  building(
    'mkdir in a folder that Wolfi lacks',
    lines(DEV, 'USER root', 'RUN mkdir /srv/app'),
    /can't create directory '\/srv\/app': No such file or directory/,
  ),
  building(
    'a file copied to a folder that Wolfi lacks',
    lines(DEV, 'USER root', 'COPY start.sh /usr/local/bin', 'RUN chmod +x /usr/local/bin/start.sh'),
    /Not a directory/,
  ),
  building('Python, which the development image lacks', lines(DEV, 'RUN python3 --version'), /python3: not found/),
  building(
    'a library in a folder of its own, without ldconfig',
    lines(...PROBE, 'RUN chroot /base-chroot /usr/bin/ffprobe none'),
    /error while loading shared libraries: libavformat/,
  ),
  building('RUN in shell form on the strict runtime', lines(RUNTIME, 'RUN node -e 0'), /no such file or directory/),
  building('apk as 65532', lines(DEV, 'RUN apk add --no-cache curl'), /Permission denied/),
  building(
    'a package that Wolfi does not have',
    lines(DEV, 'USER root', 'RUN apk add --no-cache build-essential'),
    /build-essential \(no such package\)/,
  ),
  building('npm install -g as 65532', lines(DEV, 'COPY . .', 'RUN npm install -g .'), /EACCES/),
  building('mkdir below / as 65532', lines(DEV, 'RUN mkdir /data'), /Permission denied/),
  building('chown as 65532', lines(DEV, 'COPY . .', 'RUN chown -R node:node src'), /Operation not permitted/),
  building(
    'a build that writes into a folder of root',
    lines(DEV, 'COPY . .', `RUN node -e "fs.writeFileSync('src/built.js', '')"`),
    /EACCES/,
  ),
  building(
    'an npm cache of root',
    lines(DEV, 'RUN --mount=type=cache,target=/home/node/.npm touch /home/node/.npm/x'),
    /Permission denied/,
  ),
  running('npm start behind the entrypoint node', lines(RUNTIME, FILES, 'CMD npm start'), 'ended'),
  running('node node server.js', lines(RUNTIME, FILES, 'CMD ["node", "server.js"]'), 'ended'),
  running('shell form behind dumb-init', lines(RUNTIME, FILES, 'ENTRYPOINT ["/usr/bin/dumb-init", "--"]', 'CMD node server.js'), 'ended'),
  running('npm behind dumb-init', lines(RUNTIME, FILES, 'ENTRYPOINT ["/usr/bin/dumb-init", "--"]', 'CMD ["npm", "start"]'), 'ended'),
  running(
    'a script of the shell',
    lines(RUNTIME, FILES, 'ENTRYPOINT ["/usr/bin/dumb-init", "--", "./start.sh"]', 'CMD ["node", "server.js"]'),
    'ended',
  ),
  running(
    'busybox without its links',
    lines(
      `${DEV} AS packages\nUSER root\nCOPY --from=cgr.dev/chainguard/node:latest / /base-chroot`,
      'RUN apk add --no-cache --no-scripts --root /base-chroot busybox && ldconfig -r /base-chroot',
      `${RUNTIME}\nCOPY --from=packages /base-chroot /\n${FILES}`,
      'ENTRYPOINT ["/usr/bin/dumb-init", "--", "./start.sh"]\nCMD ["node", "server.js"]',
    ),
    'ended',
  ),
  running('a health check with curl', lines(RUNTIME, FILES, 'HEALTHCHECK CMD curl -f http://localhost:3000/', START), 'health'),
  running(
    'node as the first process, without a handler',
    lines(RUNTIME, FILES, 'ENV HANDLER=none', HEALTH, 'ENTRYPOINT ["node", "server.js"]'),
    'stop',
  ),
  running('a request in flight is dropped', lines(RUNTIME, FILES, 'ENV HANDLER=leave', HEALTH, START), 'in-flight'),
  running('root', lines(RUNTIME, FILES, HEALTH, START, 'USER root'), 'user'),
  running('another port', lines(RUNTIME, FILES, 'ENV PORT=8080', HEALTH, START), 'answer'),
  running('a variable is lost', lines(RUNTIME, FILES.replace('MODE=production ', ''), HEALTH, START), 'environment'),
  running('another answer', lines(RUNTIME, FILES.replace('production', 'development'), HEALTH, START), 'answer'),
  running('other arguments', lines(RUNTIME, FILES, HEALTH, START.replace('"server.js"', '"server.js", "--more"')), 'arguments'),
  running(
    'a file is lost',
    lines(RUNTIME, FILES.replace('. .', 'package.json server.js ./\nCOPY src/name.js src/'), HEALTH, START),
    'files',
  ),
  running('a folder that must be written is root’s', lines(RUNTIME, FILES.replace('--chown=node:node ', ''), HEALTH, START), 'rights'),
  running(
    'the system’s folders are the user’s',
    lines(
      `${DEV} AS packages\nUSER root\nCOPY --from=cgr.dev/chainguard/node:latest / /base-chroot\n${RUNTIME}\nCOPY --from=packages --chown=node:node /base-chroot /`,
      FILES,
      HEALTH,
      START,
    ),
    'rights',
  ),
];

function building(name: string, dockerfile: string, saying: RegExp): MustFail {
  return { name, dockerfile, fails: { at: 'build', saying } };
}

function running(name: string, dockerfile: string, problem: ProblemKind): MustFail {
  return { name, dockerfile, fails: { at: 'run', with: problem } };
}

function lines(...parts: readonly string[]): string {
  return `${parts.join('\n')}\n`;
}
