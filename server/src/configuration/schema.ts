/** The JSON schema of the settings file, for editors. */
import * as l10n from '@vscode/l10n';
import { RULES } from '../rules/index.ts';
import { SCHEMA_KEY } from './keys.ts';
import type { JsonSchema } from './kinds.ts';
import { SETTINGS_FILE_KIND } from './read-settings-file.ts';

/** Says the same as the reader: what it takes the file may hold, what it refuses is a mistake. For editors without our server. */
export function settingsSchema(): JsonSchema {
  return described(SETTINGS_FILE_KIND.schema);
}

/**
 * For an editor that has our server: the same keys, values and descriptions to choose from, and nothing that could be violated. What is wrong
 * is the server's to say, once, in better words, and for every editor alike.
 */
export function suggestingSchema(): JsonSchema {
  return described(suggesting(SETTINGS_FILE_KIND.schema));
}

function described({ properties, ...object }: JsonSchema): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: l10n.t('Settings of a repository for Migrate to Chainguard'),
    description: l10n.t('The file {0}: it holds for the Dockerfiles in its folder and below.', '.migrate-to-chainguard.json'),
    // Words of VS Code's JSON editor; others pass over them.
    allowComments: true,
    allowTrailingCommas: true,
    ...object,
    properties: { [SCHEMA_KEY]: { description: l10n.t('Address of this schema.'), type: 'string' }, ...(properties as JsonSchema) },
  };
}

function suggesting(schema: JsonSchema): JsonSchema {
  const { description, markdownDescription, default: value, properties, items, propertyNames, additionalProperties, anyOf } = schema;
  const { enum: words, enumDescriptions } = schema;
  const alternatives = [...(words === undefined ? [] : [{ enum: words, enumDescriptions }]), ...children(anyOf).map(suggesting)];
  const proposals = alternatives.filter((alternative) => Object.keys(alternative).length > 0);
  const names = (propertyNames as JsonSchema | undefined)?.['enum'];
  return {
    ...(description !== undefined && { description, markdownDescription }),
    ...(value !== undefined && { default: value }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties as Record<string, JsonSchema>).map(([key, child]) => [key, suggesting(child)]),
      ),
    }),
    ...(Array.isArray(names) && { properties: ofRules(names as string[], suggesting(additionalProperties as JsonSchema)) }),
    ...(items !== undefined && Object.keys(suggesting(items as JsonSchema)).length > 0 && { items: suggesting(items as JsonSchema) }),
    // Editors propose what stands in one alternative; the other one takes everything.
    ...(proposals.length > 0 && { anyOf: [...proposals, {}] }),
  };
}

function children(schemas: unknown): readonly JsonSchema[] {
  return Array.isArray(schemas) ? (schemas as JsonSchema[]) : [];
}

function ofRules(names: readonly string[], value: JsonSchema): JsonSchema {
  return Object.fromEntries(names.map((name) => [name, { description: RULES.find(({ id }) => id === name)?.title, ...value }]));
}
