/** What an image's configuration says, as both engines tell it. */
import * as l10n from '@vscode/l10n';
import { callEngine, type Engine, EngineFailure } from './engine.ts';
import { tcpPort } from './ports.ts';
import type { ImageFacts } from './result.ts';

interface RawHealthcheck {
  readonly Test?: readonly string[] | null;
  /** Nanoseconds; absent or 0: the engine's own value. */
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly Retries?: number;
}

interface RawImage {
  readonly Size?: number;
  readonly Config?: {
    readonly Entrypoint?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
    readonly User?: string;
    readonly WorkingDir?: string;
    readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
    readonly StopSignal?: string;
    readonly Healthcheck?: RawHealthcheck | null;
  } | null;
  /** Where podman has it. */
  readonly HealthCheck?: RawHealthcheck | null;
}

/** The engines' own values, in seconds and attempts. */
const ENGINE_INTERVAL = 30;
const ENGINE_TIMEOUT = 30;
const ENGINE_RETRIES = 3;

/** Rejects with `EngineFailure` or `Cancelled`. */
export async function readImageFacts(engine: Engine, name: string, signal: AbortSignal): Promise<ImageFacts> {
  const text = await callEngine(engine, ['image', 'inspect', name], { signal });
  const [image] = parseJson(text) as readonly RawImage[];
  const config = image?.Config ?? {};
  return {
    bytes: image?.Size ?? 0,
    entrypoint: config.Entrypoint ?? [],
    cmd: config.Cmd ?? [],
    user: config.User ?? '',
    workdir: config.WorkingDir === undefined || config.WorkingDir === '' ? '/' : config.WorkingDir,
    ports: Object.keys(config.ExposedPorts ?? {})
      .flatMap((port) => tcpPort(port) ?? [])
      .sort((a, b) => a - b),
    stopSignal: config.StopSignal ?? '',
    healthSeconds: healthSeconds(config.Healthcheck ?? image?.HealthCheck ?? undefined),
  };
}

/** Until a check has had every chance that it grants: the start period, and each attempt with the pause before it. */
function healthSeconds(check: RawHealthcheck | undefined): number | undefined {
  const test = check?.Test ?? [];
  if (check === undefined || test.length === 0 || test[0] === 'NONE') return undefined;
  const seconds = (nanoseconds: number | undefined, otherwise: number): number =>
    nanoseconds === undefined || nanoseconds === 0 ? otherwise : nanoseconds / 1e9;
  const attempt = seconds(check.Interval, ENGINE_INTERVAL) + seconds(check.Timeout, ENGINE_TIMEOUT);
  const retries = check.Retries === undefined || check.Retries === 0 ? ENGINE_RETRIES : check.Retries;
  return seconds(check.StartPeriod, 0) + attempt * retries;
}

/** Rejects what the engine printed when it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new EngineFailure(l10n.t("The engine's answer is not JSON: {0}", text.slice(0, 200)));
  }
}
