/** What a health check asks, and how Node asks the same. */
import type { HealthcheckInstruction } from '../dockerfile/ast.ts';
import type { ShellWord, SimpleCommand } from '../shell/ast.ts';
import { commandName, commandsIn, shellOf } from '../shell/index.ts';

export interface HttpProbe {
  readonly kind: 'http';
  readonly tool: 'curl' | 'wget';
  /** As written, variables included. */
  readonly url: string;
  readonly method: 'GET' | 'HEAD' | 'POST';
  /** curl without -f takes every status for healthy. */
  readonly anyStatus: boolean;
  readonly followsRedirects: boolean;
  /** Seconds, when the tool was given a limit. */
  readonly timeout: number | undefined;
  readonly insecure: boolean;
  /** What a person should look at. */
  readonly review: string | undefined;
}

export type HealthProbe =
  /** JSON form that starts node, or NONE: nothing to do. */
  | { readonly kind: 'fine' }
  | HttpProbe
  /** node in shell form: the same words in JSON form. */
  | { readonly kind: 'node'; readonly words: readonly string[] }
  | { readonly kind: 'other'; readonly reason: string };

export function healthProbe(instruction: HealthcheckInstruction): HealthProbe {
  if (instruction.none || !instruction.command) return { kind: 'fine' };
  const { command } = instruction;
  if (command.form === 'exec' && /(?:^|\/)node$/.test(command.args[0]?.value ?? '')) return { kind: 'fine' };
  const script = shellOf(command);
  if (!script.valid) return { kind: 'other', reason: 'it is no plain command' };
  const places = [...commandsIn(script)].filter((place) => !isExit(place.command) && !isNothing(place.command));
  const [only, ...more] = places;
  if (!only || more.length > 0) return { kind: 'other', reason: 'it calls more than one program' };
  if (only.substitution || script.items.some((item) => item.pipeline.commands.length > 1)) return { kind: 'other', reason: 'it looks at the output of a program' };
  // `curl … || exit 1` is the usual ending; anything else decides by itself what healthy means.
  if (!script.items.every((item, index) => index === 0 || item.separator === '||')) return { kind: 'other', reason: 'it decides by itself what healthy means' };
  const name = commandName(only.command);
  if (name === 'node') return nodeWords(only.command);
  if (name === 'curl' || name === 'wget') return httpProbe(name, only.command);
  return { kind: 'other', reason: `it calls ${name ?? 'a program that cannot be told'}` };
}

function isExit(command: SimpleCommand): boolean {
  return commandName(command) === 'exit' || commandName(command) === 'false';
}

function isNothing(command: SimpleCommand): boolean {
  return command.words.length === 0;
}

function nodeWords(command: SimpleCommand): HealthProbe {
  if (command.words.some((word) => !word.literal) || command.redirects.length > 0 || command.assignments.length > 0) return { kind: 'other', reason: 'the shell fills in a variable' };
  return { kind: 'node', words: command.words.map((word) => word.value) };
}

const CURL_WITH_VALUE = new Set(['-m', '--max-time', '--connect-timeout', '-o', '--output', '-X', '--request', '-H', '--header', '--retry', '--retry-delay', '-A', '--user-agent', '-w', '--write-out', '-d', '--data', '-u', '--user', '--retry-max-time']);
const WGET_WITH_VALUE = new Set(['-O', '--output-document', '-T', '--timeout', '-t', '--tries', '-U', '--user-agent', '--header', '-o', '-Y', '--proxy']);

function httpProbe(tool: 'curl' | 'wget', command: SimpleCommand): HealthProbe {
  const urls: ShellWord[] = [];
  const options: { name: string; value: string | undefined }[] = [];
  const takesValue = tool === 'curl' ? CURL_WITH_VALUE : WGET_WITH_VALUE;
  const words = command.words.slice(1);
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as ShellWord;
    if (!word.value.startsWith('-') || word.value === '-') {
      if (word.value !== '-') urls.push(word);
      continue;
    }
    const [name = '', inline] = word.value.startsWith('--') ? word.value.split('=', 2) : [word.value, undefined];
    const cluster = /^-[A-Za-z]{2,}$/.test(name) && !takesValue.has(name) ? [...name.slice(1)].map((letter) => `-${letter}`) : [name];
    for (const one of cluster.slice(0, -1)) options.push({ name: one, value: undefined });
    const last = cluster.at(-1) ?? name;
    // `-qO-` and `-T5` carry their value.
    const attached = /^-[A-Za-z]*([OTtm])(\S+)$/.exec(word.value);
    if (inline === undefined && takesValue.has(last) && index + 1 < words.length) options.push({ name: last, value: (words[++index] as ShellWord).value });
    else options.push({ name: attached && !word.value.startsWith('--') ? `-${attached[1]}` : last, value: inline ?? attached?.[2] });
  }
  const [url, ...otherUrls] = urls;
  if (!url || otherUrls.length > 0) return { kind: 'other', reason: 'it asks for more than one address, or for none' };
  const has = (...names: string[]): boolean => options.some((option) => names.includes(option.name));
  const valueOf = (...names: string[]): string | undefined => options.find((option) => names.includes(option.name))?.value;
  if (has('-H', '--header', '-d', '--data', '-u', '--user', '--unix-socket', '-w', '--write-out')) return { kind: 'other', reason: `it gives ${tool} headers, data or credentials` };
  const request = valueOf('-X', '--request')?.toUpperCase();
  if (request !== undefined && request !== 'GET' && request !== 'HEAD' && request !== 'POST') return { kind: 'other', reason: `it sends ${request}` };
  const limit = Number(valueOf('-m', '--max-time', '-T', '--timeout'));
  const anyStatus = tool === 'curl' && !has('-f', '--fail', '--fail-with-body', '--fail-early');
  return {
    kind: 'http',
    tool,
    url: /^[a-z]+:\/\//i.test(url.value) ? url.value : `http://${url.value}`,
    method: request === 'POST' || request === 'HEAD' || request === 'GET' ? request : has('--spider', '-I', '--head') ? 'HEAD' : 'GET',
    anyStatus,
    followsRedirects: tool === 'wget' || has('-L', '--location'),
    timeout: Number.isFinite(limit) && limit > 0 ? limit : undefined,
    insecure: has('-k', '--insecure', '--no-check-certificate'),
    review: anyStatus ? 'The old check called curl without -f, so any answer counted as healthy, and still does; r.ok would be stricter.' : undefined,
  };
}

/** JavaScript for `node -e` that exits 0 exactly when the old check did. */
export function nodeProbe(probe: HttpProbe): string {
  const options: string[] = [];
  if (probe.method !== 'GET') options.push(`method:'${probe.method}'`);
  if (!probe.followsRedirects) options.push(`redirect:'manual'`);
  if (probe.timeout !== undefined) options.push(`signal:AbortSignal.timeout(${Math.round(probe.timeout * 1000)})`);
  const call = options.length > 0 ? `fetch(${urlExpression(probe.url)},{${options.join(',')}})` : `fetch(${urlExpression(probe.url)})`;
  const relaxed = probe.insecure ? `process.env.NODE_TLS_REJECT_UNAUTHORIZED='0';` : '';
  // curl -f fails from 400 on; a redirect that is not followed is a success for it.
  const healthy = probe.anyStatus ? '0' : probe.followsRedirects ? 'r.ok?0:1' : 'r.status<400?0:1';
  return `${relaxed}${call}.then(r=>process.exit(${healthy}),()=>process.exit(1))`;
}

/** `${PORT:-3000}` is the shell's; Node reads the same from process.env. */
function urlExpression(url: string): string {
  if (!url.includes('$')) return `'${url.replace(/[\\']/g, '\\$&')}'`;
  const body = url.replace(/[\\`]/g, '\\$&').replace(/\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))/g, (_match, braced: string | undefined, fallback: string | undefined, plain: string | undefined) => {
    const name = braced ?? plain ?? '';
    return fallback === undefined ? `\${process.env.${name}||''}` : `\${process.env.${name}||'${fallback.replace(/[\\']/g, '\\$&')}'}`;
  });
  return `\`${body}\``;
}
