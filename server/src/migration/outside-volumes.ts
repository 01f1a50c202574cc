/** Volumes that hold data already: who owned it, and the one-off command that hands it to the new user. */
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
  const owner = stage.endUser.root ? 'root' : stage.endUser.name === 'node' ? 'uid 1000' : stage.endUser.name;
  const image = developmentImage(analysis.settings);
  const points: OutsidePoint[] = [];
  const said = new Set<string>();
  for (const { service, index, source, path } of composeMounts(analysis, stage)) {
    const place = composePlace(analysis.files, service.path, service.name, ['volumes', index]);
    const ofHost = /^[/~]/.test(source);
    said.add(path);
    points.push({
      topic: 'volume',
      message: `${ofHost ? `The folder ${source}` : `The volume ${source}`} of the service ${service.name} holds data of ${owner}; the application is uid 65532 now.${ofHost ? '' : ' docker volume ls shows its full name, with that of the project in front.'}`,
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
        message: `Volumes that are mounted at ${path} hold data of ${owner}; the application is uid 65532 now. Once for each of them:`,
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
