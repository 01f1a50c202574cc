/** The arguments of each instruction, once keyword and flags are off. */
import * as l10n from '@vscode/l10n';
import type { CommandForm, KeyValue, Word } from './ast.ts';
import { readHeredocStart } from './heredoc.ts';
import { readJsonForm } from './json-form.ts';
import type { MappedText, Range } from './text.ts';
import { isAsciiSpace, isWordSeparator } from './white-space.ts';
import { splitAtBlanks, splitOutsideQuotes, wordAt } from './words.ts';

/** Says that BuildKit refuses the arguments. */
export type Report = (message: string) => void;

/** RUN, CMD, ENTRYPOINT, SHELL and HEALTHCHECK CMD. */
export function readCommandForm(body: MappedText, report: Report): CommandForm {
  const range = body.rangeOf(0, body.text.length);
  const json = readJsonForm(body);
  if (json === 'mixed') {
    report(l10n.t('An array in JSON form may hold strings only.'));
  } else if (json !== undefined) {
    return { form: 'exec', args: json, range };
  }
  return { form: 'shell', text: body, range };
}

/** A list of words: JSON strings, or whatever blanks separate. */
export function readWordList(body: MappedText, escape: string, report: Report): { words: readonly Word[]; json: boolean } {
  const json = readJsonForm(body);
  if (json === 'mixed') {
    report(l10n.t('An array in JSON form may hold strings only.'));
  } else if (json !== undefined) {
    return { words: json, json: true };
  }
  return { words: readBlankSeparated(body, escape), json: false };
}

export function readBlankSeparated(body: MappedText, escape: string): readonly Word[] {
  return splitAtBlanks(body.text).map(({ start, end }) => wordAt(body, start, end, escape));
}

/** The whole rest as one word; no word when it is empty. */
export function readSingleWord(body: MappedText, escape: string): readonly Word[] {
  return body.text === '' ? [] : [wordAt(body, 0, body.text.length, escape)];
}

/** COPY and ADD: the last word is the destination, heredocs are no sources. */
export function readSources(words: readonly Word[], json: boolean): { sources: readonly Word[]; destination: Word | undefined } {
  const destination = words.length > 1 ? words[words.length - 1] : undefined;
  const sources = destination === undefined ? words : words.slice(0, -1);
  return { sources: json ? sources : sources.filter((word) => !opensHeredoc(word)), destination };
}

/** Whether a word of COPY or ADD stands for a heredoc. */
export function opensHeredoc(word: Word): boolean {
  const start = readHeredocStart(word.raw);
  return start !== undefined && start !== 'unreadable';
}

/** ENV and LABEL: `K=V …`, or the old form `K V`, which the first word without `=` makes it. */
export function readPairs(body: MappedText, escape: string, report: Report): { pairs: readonly KeyValue[]; legacy: boolean } {
  const words = splitOutsideQuotes(body.text, escape);
  const first = words[0];
  if (first === undefined) {
    return { pairs: [], legacy: false };
  }
  if (!body.text.slice(first.start, first.end).includes('=')) {
    return { pairs: [readOldPair(body, escape, report)], legacy: true };
  }
  const pairs = words.map((word) => {
    const pair = readPair(body, word, escape);
    if (pair.value === undefined) {
      report(l10n.t('"{0}" has no value: name=value is wanted.', pair.key.raw));
    }
    return pair;
  });
  return { pairs, legacy: false };
}

/** ARG: names, each with or without a default. */
export function readArguments(body: MappedText, escape: string): readonly KeyValue[] {
  return splitOutsideQuotes(body.text, escape).map((word) => readPair(body, word, escape));
}

function readOldPair(body: MappedText, escape: string, report: Report): KeyValue {
  const { text } = body;
  let keyEnd = 0;
  while (keyEnd < text.length && !isWordSeparator(text.charCodeAt(keyEnd))) {
    keyEnd += 1;
  }
  let valueStart = keyEnd;
  while (valueStart < text.length && isWordSeparator(text.charCodeAt(valueStart))) {
    valueStart += 1;
  }
  const key = wordAt(body, 0, keyEnd, escape);
  const range = body.rangeOf(0, text.length);
  if (valueStart === text.length) {
    report(l10n.t('"{0}" has no value.', key.raw));
    return { key, value: undefined, range };
  }
  return { key, value: wordAt(body, valueStart, text.length, escape), range };
}

function readPair(body: MappedText, { start, end }: Range, escape: string): KeyValue {
  const range = body.rangeOf(start, end);
  const equals = body.text.indexOf('=', start);
  if (equals === -1 || equals >= end) {
    return { key: wordAt(body, start, end, escape), value: undefined, range };
  }
  return { key: wordAt(body, start, equals, escape), value: wordAt(body, equals + 1, end, escape), range };
}

/** HEALTHCHECK: the first word, and what follows it. */
export function readHealthcheck(body: MappedText, report: Report): { type: string; command: CommandForm | undefined } {
  const { text } = body;
  let typeEnd = 0;
  while (typeEnd < text.length && !isAsciiSpace(text.charCodeAt(typeEnd))) {
    typeEnd += 1;
  }
  let rest = typeEnd;
  while (rest < text.length && isAsciiSpace(text.charCodeAt(rest))) {
    rest += 1;
  }
  const type = text.slice(0, typeEnd).toUpperCase();
  return { type, command: rest < text.length ? readCommandForm(body.slice(rest), report) : undefined };
}

/** Whether the arguments are in JSON form: then they open no heredoc. */
export function isJsonForm(body: MappedText): boolean {
  const json = readJsonForm(body);
  return json !== undefined && json !== 'mixed';
}
