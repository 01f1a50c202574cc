/** Volumes that hold data already: who owned it, and the one-off command that hands it to the new user. */
import * as l10n from '@vscode/l10n';
import type { Analysis, StageAnalysis } from '../analysis/model.ts';
import { developmentImage } from '../analysis/target-image.ts';
import { composeMounts, volumePaths } from '../analysis/volumes.ts';
import { composePlace } from '../project/compose-places.ts';
import { printCommand, quoteWord } from '../shell/index.ts';
import type { OutsidePoint } from './result.ts';

const OWNER = '65532:65532';

/** `moved`: the application runs as another user than before. */
export function volumePoints(analysis: Analysis, stage: StageAnalysis, moved: boolean): OutsidePoint[] {
  if (!moved) return [];
  const owner = stage.endUser.root ? 'root' : stage.endUser.name === 'node' ? l10n.t('uid 1000') : stage.endUser.name;
  const image = developmentImage(analysis.settings);
  const points: OutsidePoint[] = [];
  const said = new Set<string>();
  for (const { service, index, source, path } of composeMounts(analysis, stage)) {
    const place = composePlace(analysis.files, service.path, service.name, ['volumes', index]);
    const ofHost = /^[/~]/.test(source);
    said.add(path);
    points.push({
      topic: 'volume',
      message: ofHost
        ? l10n.t('The folder {0} of the service {1} holds data of {2}; the application is uid 65532 now.', source, service.name, owner)
        : l10n.t(
            'The volume {0} of the service {1} holds data of {2}; the application is uid 65532 now. docker volume ls shows its full name, with that of the project in front.',
            source,
            service.name,
            owner,
          ),
      places: [place],
      command: ofHost ? `sudo chown -R ${OWNER} ${hostPath(source)}` : inContainer(image, path),
    });
  }
  for (const instruction of stage.lineage.flatMap((member) => member.stage.instructions)) {
    if (instruction.keyword !== 'VOLUME') continue;
    for (const path of volumePaths(analysis, stage, instruction)) {
      if (said.has(path)) continue;
      said.add(path);
      points.push({
        topic: 'volume',
        message: l10n.t(
          'Volumes that are mounted at {0} hold data of {1}; the application is uid 65532 now. Once for each of them:',
          path,
          owner,
        ),
        places: [],
        command: inContainer(image, path),
      });
    }
  }
  return points;
}

/** Compose expands `~` and variables of its environment as the shell does. */
function hostPath(source: string): string {
  const [, home = '', rest = ''] = /^(~\/)?(.*)$/s.exec(source) ?? [];
  return home + (/^(?:[\w./-]|\$\{\w+\})*$/.test(rest) ? rest.replace(/\$\{\w+\}/g, '"$&"') : quoteWord(rest));
}

/** VOLUME is to be filled in: what it is called is decided where containers are started. */
function inContainer(image: string, path: string): string {
  return printCommand([
    'docker',
    'run',
    '--rm',
    '--user',
    'root',
    '-v',
    `VOLUME:${path}`,
    '--entrypoint',
    'chown',
    image,
    '-R',
    OWNER,
    path,
  ]);
}
