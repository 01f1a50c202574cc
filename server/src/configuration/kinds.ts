/** Kinds of values that a setting may have. Each reads a node of JSON, and says to editors what it takes as a JSON schema. */
import * as l10n from '@vscode/l10n';
import type { Node, NodeType } from 'jsonc-parser';
import { nearNames } from '../packages/index.ts';
import { entriesOf } from './json-text.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** Says what is wrong with a node; a sentence without its full stop. For `isJson` see `Mistake`. */
export type Note = (node: Node, message: string, isJson?: boolean) => undefined;

export interface Kind<T> {
  /** Its descriptions are in the language that is set when it is asked for. */
  readonly schema: JsonSchema;
  /** Undefined where nothing usable stands. Every mistake is noted; `name` is what messages call the setting. */
  read(node: Node, name: string, note: Note): T | undefined;
}

/** One key of an object. */
export interface Field<T> {
  readonly kind: Kind<T>;
  /** For people, in Markdown and in their language. */
  readonly description: () => string;
  /** What holds where the key is missing. */
  readonly default?: unknown;
}

/** Some of the fields, none of them undefined. */
export type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

export type Fields<T> = { readonly [K in keyof T]-?: Field<Exclude<T[K], undefined>> };

/** `problem` follows the name of the setting: `takes a host, not "x"`. Undefined when the text is fine. */
export function text(problem: (value: string) => string | undefined = () => undefined, schema: JsonSchema = {}): Kind<string> {
  return {
    schema: { type: 'string', minLength: 1, ...schema },
    read(node, name, note) {
      const value: unknown = node.value;
      if (typeof value !== 'string' || value.trim() === '') return note(node, l10n.t('"{0}" takes a text', name));
      const found = problem(value);
      return found === undefined ? value : note(node, `"${name}" ${found}`);
    },
  };
}

export function flag(): Kind<boolean> {
  return {
    schema: { type: 'boolean' },
    read(node, name, note) {
      const value: unknown = node.value;
      return typeof value === 'boolean' ? value : note(node, l10n.t('"{0}" takes true or false', name));
    },
  };
}

/** One of a few words, each with what it means. */
export function choice<const T extends string>(meanings: Readonly<Record<T, () => string>>): Kind<T> {
  const words = Object.keys(meanings) as T[];
  return {
    get schema() {
      return { type: 'string', enum: words, enumDescriptions: Object.values<() => string>(meanings).map((meaning) => meaning()) };
    },
    read(node, name, note) {
      const found = words.find((word) => word === node.value);
      return found ?? note(node, l10n.t('"{0}" takes one of {1}', name, words.map((word) => `"${word}"`).join(', ')));
    },
  };
}

/** Several kinds of JSON in one: the first that fits the node's type reads it. `problem` is said where none does. */
export function either<T>(
  kinds: readonly { readonly types: readonly NodeType[]; readonly kind: Kind<T> }[],
  problem: (name: string) => string,
): Kind<T> {
  return {
    get schema() {
      return { anyOf: kinds.map(({ kind }) => kind.schema) };
    },
    read(node, name, note) {
      const found = kinds.find(({ types }) => types.includes(node.type));
      return found === undefined ? note(node, problem(name)) : found.kind.read(node, name, note);
    },
  };
}

/** Nothing but `null`, with what it means. */
export function nothing(): Kind<null> {
  return { schema: { type: 'null' }, read: () => null };
}

/** The same, as a list of one. */
export function listOfOne<T>(items: Kind<T>): Kind<readonly T[]> {
  return {
    get schema() {
      return items.schema;
    },
    read(node, name, note) {
      const value = items.read(node, name, note);
      return value === undefined ? undefined : [value];
    },
  };
}

export function list<T>(items: Kind<T>, least = 0): Kind<readonly T[]> {
  return {
    get schema() {
      return { type: 'array', items: items.schema, ...(least > 0 && { minItems: least }) };
    },
    read(node, name, note) {
      if (node.type !== 'array') return note(node, l10n.t('"{0}" takes a list in brackets', name));
      if ((node.children ?? []).length < least) return note(node, l10n.t('"{0}" takes a list that is not empty', name));
      return (node.children ?? []).flatMap((item) => {
        const value = items.read(item, name, note);
        return value === undefined ? [] : [value];
      });
    },
  };
}

/** An object whose keys are names. What is wrong with one entry does not touch the others. */
export function record<T>(
  keys: {
    /** What is wrong with a key, for example `unknown rule "x" in "severities"`; undefined when it is fine. */
    readonly problem: (key: string, name: string) => string | undefined;
    readonly schema: JsonSchema;
  },
  values: Kind<T>,
): Kind<Readonly<Record<string, T>>> {
  return {
    get schema() {
      return { type: 'object', propertyNames: keys.schema, additionalProperties: values.schema };
    },
    read(node, name, note) {
      if (node.type !== 'object') return note(node, l10n.t('"{0}" takes an object in braces', name));
      const found = new Map<string, T>();
      for (const { key, name: entry, value } of uniqueEntries(node, note)) {
        const problem = keys.problem(entry, name);
        if (problem !== undefined) note(key, problem);
        const read = values.read(value, entry, note);
        if (read !== undefined && problem === undefined) found.set(entry, read);
      }
      return Object.fromEntries(found);
    },
  };
}

/** An object with keys of a table. `ignored` are keys that may stand there and are not read. */
export function object<T extends object>(fields: Fields<T>, ignored: readonly string[] = []): Kind<Given<T>> {
  const names = Object.keys(fields);
  const read = (field: string, node: Node, note: Note): unknown =>
    (fields as Record<string, Field<unknown>>)[field]?.kind.read(node, field, note);
  return {
    get schema() {
      const properties = Object.entries<Field<unknown>>(fields).map(([name, field]) => [name, schemaOf(field)] as const);
      return { type: 'object', additionalProperties: false, properties: Object.fromEntries(properties) };
    },
    read(node, name, note) {
      if (node.type !== 'object')
        return note(node, name === '' ? l10n.t('must hold an object in braces') : l10n.t('"{0}" takes an object in braces', name));
      const found = new Map<string, unknown>();
      for (const { key, name: entry, value } of uniqueEntries(node, note)) {
        if (ignored.includes(entry)) continue;
        if (!names.includes(entry)) {
          const [near] = nearNames(entry, names);
          note(
            key,
            near === undefined
              ? l10n.t('unknown key "{0}" (known: {1})', entry, names.join(', '))
              : l10n.t('unknown key "{0}"; did you mean "{1}"?', entry, near),
          );
          continue;
        }
        const result = read(entry, value, note);
        if (result !== undefined) found.set(entry, result);
      }
      return Object.fromEntries(found) as Given<T>;
    },
  };
}

function schemaOf({ kind, description, default: value }: Field<unknown>): JsonSchema {
  const markdown = description();
  return {
    description: markdown.replaceAll('`', ''),
    markdownDescription: markdown,
    ...kind.schema,
    ...(value !== undefined && { default: value }),
  };
}

/** JSON lets the last of two equal keys win; people mostly have overlooked the first. */
function uniqueEntries(node: Node, note: Note): ReturnType<typeof entriesOf> {
  const seen = new Set<string>();
  return entriesOf(node).filter(({ key, name }) => {
    if (seen.has(name)) note(key, l10n.t('"{0}" stands here for the second time', name), true);
    const first = !seen.has(name);
    seen.add(name);
    return first;
  });
}
