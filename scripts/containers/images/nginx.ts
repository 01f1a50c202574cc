/** Stand-ins for nginx: Docker's, root with workers of uid 101, and Chainguard's, uid 65532 and port 8080 (`images/nginx/locked_config.json`). */
import { join } from 'node:path';
import { addBusybox, NODE_UID, passwd, wolfiLayout } from './chainguard-node.ts';
import { FileSystem, inLib, inUsrLib } from './file-system.ts';
import type { Makers } from './makers.ts';
import { alpineLayout } from './official-node.ts';
import { appletsOf } from './packages.ts';

const PAGES = '/usr/share/nginx/html';
const site = (port: number): string =>
  `server {\n    listen ${port};\n    location / {\n        root ${PAGES};\n        index index.html index.htm;\n    }\n}\n`;

const SETTINGS = `error_log /dev/stderr notice;
pid /run/nginx.pid;
events { worker_connections 1024; }
http {
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log /dev/stdout;
    include /etc/nginx/conf.d/*.conf;
}
`;

const ENTRYPOINT =
  '#!/bin/sh\n# The real one also fills in templates and adjusts the site; this one starts what it is given.\nset -e\nexec "$@"\n';

/** Makes `nginx:TAG`, of the Alpine kind whatever the tag says. */
export async function makeOfficialNginx({ engine, scratch, debian }: Makers, tag: string): Promise<void> {
  const image = new FileSystem(join(scratch, `official-nginx-${tag}`));
  alpineLayout(image);
  image.write('/etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnginx:x:101:101:nginx:/var/cache/nginx:/sbin/nologin\n');
  image.write('/etc/group', 'root:x:0:root\nnginx:x:101:\n');
  await addBusybox(image, debian.programs, { folder: '/bin', applets: appletsOf('alpine') });
  await image.copyProgram(debian.programs, '/usr/sbin/nginx', '/usr/sbin/nginx', inLib);
  await addFiles(image, debian.programs, { user: 'user nginx;\n', file: 'default.conf', port: 80 });
  image.write('/docker-entrypoint.sh', ENTRYPOINT, { mode: 0o755 });
  await image.importInto(engine, `nginx:${tag}`, {
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' },
    entrypoint: ['/docker-entrypoint.sh'],
    command: ['nginx', '-g', 'daemon off;'],
    stopSignal: 'SIGQUIT',
  });
}

export async function makeChainguardNginx({ engine, scratch, debian }: Makers): Promise<void> {
  const image = new FileSystem(join(scratch, 'chainguard-nginx'));
  wolfiLayout(image);
  image.write('/etc/passwd', passwd({ name: 'nginx', home: '/home/nginx' }));
  image.write('/etc/group', `root:x:0:root\nnginx:x:${NODE_UID}:\n`);
  image.makeFolder('/run', { uid: NODE_UID, mode: 0o777 });
  await image.copyProgram(debian.programs, '/usr/sbin/nginx', '/usr/bin/nginx', inUsrLib);
  await addFiles(image, debian.programs, { user: '', file: 'nginx.default.conf', port: 8080, owner: NODE_UID });
  await image.importInto(engine, 'cgr.dev/chainguard/nginx:latest', {
    env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/bin:/usr/sbin:/sbin:/bin', SSL_CERT_FILE: '/etc/ssl/certs/ca-certificates.crt' },
    user: String(NODE_UID),
    workdir: '/',
    entrypoint: ['/usr/sbin/nginx'],
    command: ['-c', '/etc/nginx/nginx.conf', '-e', '/dev/stderr', '-g', 'daemon off;'],
    stopSignal: 'SIGQUIT',
  });
}

interface Site {
  readonly user: string;
  readonly file: string;
  readonly port: number;
  readonly owner?: number;
}

async function addFiles(image: FileSystem, debian: string, { user, file, port, owner = 0 }: Site): Promise<void> {
  await image.copyTree(join(debian, 'etc/nginx/mime.types'), '/etc/nginx/mime.types');
  image.write('/etc/nginx/nginx.conf', `${user}${SETTINGS}`);
  image.write(`/etc/nginx/conf.d/${file}`, site(port));
  image.write(`${PAGES}/index.html`, '<title>Welcome to nginx!</title>\n');
  // Where Debian's nginx keeps what it receives; Chainguard's has its own folder there.
  image.makeFolder('/var/lib/nginx', { uid: owner });
  image.makeFolder('/var/log/nginx', { uid: owner });
}
