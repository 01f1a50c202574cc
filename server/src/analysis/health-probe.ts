/** What a health check asks, and how Node asks the same. */
import * as l10n from '@vscode/l10n';
import type { HealthcheckInstruction } from '../dockerfile/ast.ts';
import type { ShellWord, SimpleCommand } from '../shell/ast.ts';
import { commandName, commandsIn, parseOptions, type ParsedArguments, shellOf } from '../shell/index.ts';

export interface HttpProbe {
  readonly kind: 'http';
  readonly tool: 'curl' | 'wget';
  /** As written, variables included. */
  readonly url: string;
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** curl without -f takes every status for healthy. */
  readonly anyStatus: boolean;
  readonly followsRedirects: boolean;
  /** Seconds, when the tool was given a limit. */
  readonly timeout: number | undefined;
  readonly insecure: boolean;
  /** `| grep -q OK`: the answer must hold this. */
  readonly contains: { readonly text: string; readonly anyCase: boolean } | undefined;
  /** What a person should look at. */
  readonly review: string | undefined;
}

export type HealthProbe =
  /** JSON form that starts node, or NONE: nothing to do. */
  | { readonly kind: 'fine' }
  | HttpProbe
  /** node in shell form: the same words in JSON form. */
  | { readonly kind: 'node'; readonly words: readonly string[] }
  /** `text` is what a shell would run. */
  | { readonly kind: 'other'; readonly reason: string; readonly text: string };

export function healthProbe(instruction: HealthcheckInstruction): HealthProbe {
  if (instruction.none || !instruction.command) return { kind: 'fine' };
  const { command } = instruction;
  if (command.form === 'exec' && /(?:^|\/)node$/.test(command.args[0]?.value ?? '')) return { kind: 'fine' };
  const text = command.form === 'shell' ? command.text.text : command.args.map((word) => word.value).join(' ');
  const other = (reason: string): HealthProbe => ({ kind: 'other', reason, text });
  const script = shellOf(command);
  if (!script.valid) return other(l10n.t('it is no plain command'));
  const places = [...commandsIn(script)].filter((place) => !isExit(place.command) && place.command.words.length > 0);
  const [only, ...more] = places;
  const filter = more.length === 1 && only?.piped === true && more[0]?.item === only.item ? grepOf(more[0].command) : undefined;
  if (!only || (more.length > 0 && !filter)) return other(l10n.t('it calls more than one program'));
  if (only.substitution || (!filter && script.items.some((item) => item.pipeline.commands.length > 1)))
    return other(l10n.t('it looks at the output of a program'));
  // `curl … || exit 1` is the usual ending; anything else decides by itself what healthy means.
  const endsAsUsual = script.items.every((item, index) => index === 0 || item.separator === '||') && !script.items[0]?.pipeline.negated;
  if (!endsAsUsual || only.depth > 0) return other(l10n.t('it decides by itself what healthy means'));
  const name = commandName(only.command);
  if (name === 'node' && !filter) return nodeWords(only.command) ?? other(l10n.t('the shell fills in a variable'));
  if (name === undefined) return other(l10n.t('it calls a program that cannot be told'));
  if (name !== 'curl' && name !== 'wget') return other(l10n.t('it calls {0}', name));
  const probe = httpProbe(name, only.command);
  if (typeof probe === 'string') return other(probe);
  return filter ? { ...probe, contains: filter, review: undefined } : probe;
}

/** `grep -q TEXT`, for texts that mean themselves. */
function grepOf(command: SimpleCommand): HttpProbe['contains'] {
  if (commandName(command) !== 'grep') return undefined;
  const { options, positionals } = parseOptions(command.words.slice(1), { withValue: ['-e', '-m', '-f'] });
  const [pattern, ...files] = positionals;
  if (!pattern?.literal || files.length > 0 || !/^[\w :"{},-]+$/.test(pattern.value)) return undefined;
  if (options.some(({ name }) => !/^-(?:q|s|i|F|E)$|^--(?:quiet|silent|ignore-case|fixed-strings)$/.test(name))) return undefined;
  return { text: pattern.value, anyCase: options.some(({ name }) => name === '-i' || name === '--ignore-case') };
}

function isExit(command: SimpleCommand): boolean {
  const name = commandName(command);
  return name === 'false' || (name === 'exit' && command.words[1]?.value !== '0');
}

function nodeWords(command: SimpleCommand): HealthProbe | undefined {
  const output = command.redirects.every((redirect) => /^[&]?>/.test(redirect.operator));
  if (command.words.some((word) => !word.literal) || !output || command.assignments.length > 0) return undefined;
  return { kind: 'node', words: command.words.map((word) => word.value) };
}

const WITH_VALUE: Readonly<Record<'curl' | 'wget', readonly string[]>> = {
  curl: '-m --max-time --connect-timeout -o --output -X --request -H --header --retry --retry-delay --retry-max-time -A --user-agent -w --write-out -d --data --data-raw --data-binary --json -F --form -T --upload-file -u --user -x --proxy -b --cookie -e --referer --resolve --connect-to --cacert --capath -E --cert --key --unix-socket --interface --noproxy -r --range --ciphers --stderr'.split(
    ' ',
  ),
  wget: '-O --output-document -T --timeout --connect-timeout --read-timeout --dns-timeout -t --tries -U --user-agent --header -o --output-file -Y --proxy --post-data --post-file --method --body-data --user --password --ca-certificate --bind-address -P --directory-prefix -w --wait --waitretry'.split(
    ' ',
  ),
};
/** What these do cannot be said with fetch in a line, or not exactly. */
const BEYOND_FETCH =
  /^(?:-d|--data(?:-raw|-binary)?|--json|-F|--form|--upload-file|-u|--user|--password|-x|--proxy|-b|--cookie|--resolve|--connect-to|--cacert|--capath|-E|--cert|--key|--unix-socket|--interface|-r|--range|--post-data|--post-file|--method|--body-data|--ca-certificate|--bind-address|-e|--referer)$/;
/** Ports that fetch refuses (WHATWG fetch, "bad port"), as far as a server might listen there. */
const REFUSED_PORTS: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 53, 69, 79, 87, 110, 111, 123, 135, 139, 143, 389, 465, 512, 513, 514, 515, 587, 636,
  993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/** The probe, or half a sentence that says why there is none. */
function httpProbe(tool: 'curl' | 'wget', command: SimpleCommand): HttpProbe | string {
  const parsed = parseOptions(command.words.slice(1), { withValue: WITH_VALUE[tool] });
  const has = (...names: string[]): boolean => parsed.options.some((option) => names.includes(option.name));
  const valueOf = (...names: string[]): string | undefined =>
    parsed.options.findLast((option) => names.includes(option.name))?.value?.value;
  const [url, ...otherUrls] = parsed.positionals;
  if (!url || otherUrls.length > 0) return l10n.t('it asks for more than one address, or for none');
  const beyond = parsed.options.find(({ name }) => BEYOND_FETCH.test(name) || (tool === 'curl' && name === '-T'));
  if (beyond) return l10n.t('it gives {0} the option {1}', tool, beyond.name);
  const headers = headersOf(tool, parsed);
  if (headers === undefined) return l10n.t('it gives {0} headers that fetch does not take as they are', tool);
  const unclear = unclearAddress(url);
  if (unclear !== undefined) return unclear;
  const request = valueOf('-X', '--request')?.toUpperCase();
  if (request !== undefined && request !== 'GET' && request !== 'HEAD' && request !== 'POST') return l10n.t('it sends {0}', request);
  const limit = Number(tool === 'curl' ? valueOf('-m', '--max-time') : valueOf('-T', '--timeout'));
  const anyStatus = tool === 'curl' && !has('-f', '--fail', '--fail-with-body', '--fail-early');
  return {
    kind: 'http',
    tool,
    url: /^[a-z]+:\/\//i.test(url.value) ? url.value : `http://${url.value}`,
    method: request ?? (has('--spider', '-I', '--head') ? 'HEAD' : 'GET'),
    headers,
    anyStatus,
    followsRedirects: tool === 'wget' || has('-L', '--location'),
    timeout: Number.isFinite(limit) && limit > 0 ? limit : undefined,
    insecure: has('-k', '--insecure', '--no-check-certificate'),
    contains: undefined,
    review: reviews(anyStatus, has('--retry') || Number(valueOf('-t', '--tries') ?? 1) > 1),
  };
}

function reviews(anyStatus: boolean, retries: boolean): string | undefined {
  const any = l10n.t('The old check called curl without -f, so any answer counted as healthy, and still does; r.ok would be stricter.');
  const again = l10n.t('The old check tried again by itself before it gave up; HEALTHCHECK --retries does the same.');
  const said = [...(anyStatus ? [any] : []), ...(retries ? [again] : [])];
  return said.length > 0 ? said.join(' ') : undefined;
}

/** Undefined for those that hold a variable, and for Host, which fetch sets itself. */
function headersOf(tool: 'curl' | 'wget', parsed: ParsedArguments): HttpProbe['headers'] | undefined {
  const headers: [string, string][] = [];
  for (const { name, value } of parsed.options) {
    if (name === '-A' || name === '-U' || name === '--user-agent') headers.push(['user-agent', value?.value ?? '']);
    else if ((name === '-H' && tool === 'curl') || name === '--header') {
      const match = /^([\w-]+):\s*(\S.*)$/.exec(value?.value ?? '');
      if (match?.[1] === undefined || match[2] === undefined || /^host$/i.test(match[1])) return undefined;
      headers.push([match[1], match[2].trim()]);
    } else continue;
    if (value?.literal !== true) return undefined;
  }
  return headers;
}

const VARIABLE = /\$(?:\{(\w+)(?::?-([^}$`]*))?\}|(\w+))/g;

/** Why fetch cannot be given this address; undefined when it can. */
function unclearAddress(url: ShellWord): string | undefined {
  if (url.substitutions.length > 0 || (!url.literal && /[$`]/.test(url.value.replace(VARIABLE, ''))))
    return l10n.t('the shell works out the address');
  if (/^[a-z]+:\/\/[^/]*@/i.test(url.value)) return l10n.t('the address holds a password, which fetch refuses');
  if (/^(?!https?:)[a-z]+:\/\//i.test(url.value) || /[{}]/.test(url.value.replace(VARIABLE, '')))
    return l10n.t('the address is none that fetch takes');
  const port = Number(/^(?:https?:\/\/)?(?:\[[^\]]*\]|[^/:]*):(\d+)/i.exec(url.value)?.[1]);
  return REFUSED_PORTS.has(port) ? l10n.t('fetch refuses to ask port {0}', port) : undefined;
}

/** JavaScript for `node -e` that exits 0 exactly when the old check did. */
export function nodeProbe(probe: HttpProbe): string {
  const options: string[] = [];
  if (probe.method !== 'GET') options.push(`method:'${probe.method}'`);
  if (probe.headers.length > 0)
    options.push(`headers:{${probe.headers.map(([name, value]) => `${quoted(name)}:${quoted(value)}`).join(',')}}`);
  if (!probe.followsRedirects) options.push(`redirect:'manual'`);
  if (probe.timeout !== undefined) options.push(`signal:AbortSignal.timeout(${Math.round(probe.timeout * 1000)})`);
  const call = options.length > 0 ? `fetch(${urlExpression(probe.url)},{${options.join(',')}})` : `fetch(${urlExpression(probe.url)})`;
  const relaxed = probe.insecure ? `process.env.NODE_TLS_REJECT_UNAUTHORIZED='0';` : '';
  // curl -f fails from 400 on; a redirect that is not followed is a success for it.
  const accepted = probe.anyStatus ? undefined : probe.followsRedirects ? 'r.ok' : 'r.status<400';
  const end = '()=>process.exit(1))';
  if (!probe.contains) return `${relaxed}${call}.then(r=>process.exit(${accepted === undefined ? '0' : `${accepted}?0:1`}),${end}`;
  const { text, anyCase } = probe.contains;
  const held = `(await r.text())${anyCase ? '.toLowerCase()' : ''}.includes(${quoted(anyCase ? text.toLowerCase() : text)})`;
  return `${relaxed}${call}.then(async r=>process.exit(${accepted === undefined ? '' : `${accepted}&&`}${held}?0:1)).catch(${end}`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** `${PORT:-3000}` is the shell's; Node reads the same from process.env. */
function urlExpression(url: string): string {
  if (!url.includes('$')) return quoted(url);
  const body = url
    .replace(/[\\`]/g, '\\$&')
    .replace(VARIABLE, (_match, braced: string | undefined, fallback: string | undefined, plain: string | undefined) => {
      const name = braced ?? plain ?? '';
      return fallback === undefined ? `\${process.env.${name}||''}` : `\${process.env.${name}||${quoted(fallback)}}`;
    });
  return `\`${body}\``;
}
