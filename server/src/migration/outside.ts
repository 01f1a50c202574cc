/** What lies outside the Dockerfile and has to follow: ports, probes, volumes, commands of compose and Kubernetes. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { exposedPorts } from '../analysis/ports.ts';
import { servicesOf } from '../analysis/volumes.ts';
import { composePlace, type ProjectPlace } from '../project/compose-places.ts';
import type { OutsidePoint, OutsideTopic, ReportEntry } from './result.ts';
import { counterpart, servedStage } from './served-stage.ts';
import { volumePoints } from './outside-volumes.ts';

const FIRST_FREE_PORT = 1024;

/** `before` and `after` are the same file before and after its migration, in the same surroundings. */
export function outsideOf(before: Analysis, after: Analysis, report: readonly ReportEntry[]): OutsidePoint[] {
  const served = servedStage(after)?.stage;
  const old = served && counterpart(before, served);
  if (!served || !old) return [];
  // Docker's node is uid 1000, Chainguard's 65532: the name alone says nothing.
  const moved = old.image.kind !== served.image.kind && !served.endUser.root && old.endUser.name.split(':')[0] !== '65532';
  return [
    ...portPoints(before, after, old, served),
    ...report.flatMap(({ elsewhere, message }) => (elsewhere ? [point('compose', message, [elsewhere])] : [])),
    ...volumePoints(before, old, moved),
    ...pathPoints(old, served),
    ...(served.contract && served.imageText?.includes('/') ? kubernetesPoints(old, served, moved) : []),
    ...manifestPoints(before),
  ];
}

function point(topic: OutsideTopic, message: string, places: readonly ProjectPlace[] = []): OutsidePoint {
  return { topic, message, places };
}

/** A port that is another one now, and the compose mappings that name the old one. */
function portPoints(before: Analysis, after: Analysis, old: StageAnalysis, served: StageAnalysis): OutsidePoint[] {
  const was = exposedPorts(before, old).map(({ number }) => number);
  const is = exposedPorts(after, served).map(({ number }) => number);
  const gone = was.filter((port) => !is.includes(port));
  const come = is.filter((port) => !was.includes(port));
  const points: OutsidePoint[] = [];
  for (const [index, port] of gone.entries()) {
    const now = come[index];
    if (now === undefined) continue;
    points.push(
      point(
        'port',
        l10n.t(
          'The container listens on port {0} now, no longer on {1}: in docker run -p, in load balancers and in Kubernetes (containerPort, targetPort, probes) {1} becomes {0}.',
          now,
          port,
        ),
      ),
    );
    for (const service of servicesOf(before, old)) {
      for (const [at, mapping] of service.ports.entries()) {
        const follows = remapped(mapping, port, now);
        if (follows === undefined) continue;
        const place = composePlace(before.files, service.path, service.name, ['ports', at]);
        points.push(point('port', l10n.t('The service {0} maps {1}: it has to be {2} now.', service.name, mapping, follows), [place]));
      }
    }
  }
  const low = is.filter((port) => port < FIRST_FREE_PORT);
  if (low.length > 0 && old.endUser.root) {
    const message = l10n.t(
      "Port {0} stays, and the application is not root any more. Docker allows that; in Kubernetes set the sysctl net.ipv4.ip_unprivileged_port_start to 0 in the pod's securityContext, or listen on a port from {1} on.",
      low.join(', '),
      FIRST_FREE_PORT,
    );
    points.push(point('port', message));
  }
  return points;
}

/** A mapping whose container side is `port`, with `now` in its place: `127.0.0.1:80:80/tcp` is `127.0.0.1:80:8080/tcp`. */
function remapped(mapping: string, port: number, now: number): string | undefined {
  const [, host = '', container, protocol = ''] = /^((?:.*:)?)(\d+)(\/\w+)?$/.exec(mapping) ?? [];
  return Number(container) === port ? `${host}${now}${protocol}` : undefined;
}

function pathPoints(old: StageAnalysis, served: StageAnalysis): OutsidePoint[] {
  const [from, to] = [old.endWorkdir, served.endWorkdir];
  if (from === undefined || to === undefined || from === to || old.noWorkdir) return [];
  return [
    point(
      'path',
      l10n.t(
        'The application lies in {0} now, no longer in {1}: mounts, docker cp and settings that name the old folder have to follow.',
        to,
        from,
      ),
    ),
  ];
}

function kubernetesPoints(old: StageAnalysis, served: StageAnalysis, moved: boolean): OutsidePoint[] {
  const points: OutsidePoint[] = [];
  if (moved) {
    const was = old.endUser.root ? 'root' : old.endUser.name;
    const message = l10n.t(
      'The container runs as uid 65532, not as {0}. In Kubernetes, runAsNonRoot: true holds without more; a runAsUser of another number must go, and fsGroup: 65532 lets the application write to its volumes.',
      was,
    );
    points.push(point('user', message));
  }
  points.push(...commandPoint(served));
  if (noShell(served) && served.contract?.nodePath !== undefined) {
    const message =
      old.effectiveHealthcheck === undefined
        ? l10n.t('Probes that exec curl, wget or sh have nothing to call any more: use httpGet or tcpSocket, or exec with node -e.')
        : l10n.t(
            'Probes that exec curl, wget or sh have nothing to call any more: use httpGet or tcpSocket, or exec with node -e. Kubernetes does not read HEALTHCHECK.',
          );
    points.push(point('probe', message));
  }
  return points;
}

/** What `command:` and `args:` replace, and what they may name. */
function commandPoint(served: StageAnalysis): OutsidePoint[] {
  const own = commandText(served.effectiveEntrypoint);
  const entrypoint = own ?? served.contract?.entrypoint.join(' ') ?? '';
  const command = commandText(served.effectiveCmd);
  if (entrypoint === '') return [];
  const node = served.contract?.nodePath;
  const words = [
    command === undefined
      ? l10n.t('In Kubernetes, command: takes the place of ENTRYPOINT and args: that of CMD. The image starts {0}.', entrypoint)
      : l10n.t(
          'In Kubernetes, command: takes the place of ENTRYPOINT and args: that of CMD. The image starts {0} and gives it {1}.',
          entrypoint,
          command,
        ),
    own === undefined && node !== undefined && l10n.t('What args: holds is given to node: a file, and no other program.'),
    own !== undefined && /dumb-init/.test(own) && l10n.t('What args: holds begins with the program: node, and a file.'),
    noShell(served) && l10n.t('There is no sh, npm or yarn for either.'),
  ];
  return [point('command', words.filter((word) => word !== false).join(' '))];
}

/** Nothing promises a shell in this stage: neither its image nor a file system that was copied over it. */
function noShell(stage: StageAnalysis): boolean {
  return stage.contract?.packageManager === undefined && !stage.writes.some(({ path, tree }) => path === '/' && tree);
}

function commandText(instruction: StageAnalysis['effectiveCmd']): string | undefined {
  if (instruction?.keyword !== 'CMD' && instruction?.keyword !== 'ENTRYPOINT') return undefined;
  const { command } = instruction;
  return command.form === 'exec' ? command.args.map(({ value }) => value).join(' ') : command.text.text;
}

const MANIFEST = /(?:^|\/)(?:k8s|kubernetes|manifests|helm|charts|kustomize|deploy|deployments?)\/(?:.+\/)?[^/]+\.ya?ml$/i;
const MANIFESTS_SHOWN = 5;

/** By their folder alone: which of them run this image nobody can tell from here. */
function manifestPoints({ files }: Analysis): OutsidePoint[] {
  const found = (files.list('') ?? []).filter((path) => MANIFEST.test(path) && !/(?:^|\/)(?:docker-)?compose[^/]*$/i.test(path)).sort();
  if (found.length === 0) return [];
  const shown = found.slice(0, MANIFESTS_SHOWN);
  const names = shown.join(', ');
  return [
    point(
      'kubernetes',
      found.length > shown.length
        ? l10n.t(
            'Files that look like Kubernetes manifests: {0}, and {1} more. Nobody has read them: see whether they name this image, its user, its command or its port.',
            names,
            found.length - shown.length,
          )
        : l10n.t(
            'Files that look like Kubernetes manifests: {0}. Nobody has read them: see whether they name this image, its user, its command or its port.',
            names,
          ),
      shown.map((path) => ({ path, line: undefined })),
    ),
  ];
}
