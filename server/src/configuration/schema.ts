/** The JSON schema of the settings file, for editors. */
import { SCHEMA_KEY } from './keys.ts';
import type { JsonSchema } from './kinds.ts';
import { SETTINGS_FILE_KIND } from './read-settings-file.ts';

export function settingsSchema(): JsonSchema {
  const { properties, ...object } = SETTINGS_FILE_KIND.schema;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of a repository for Migrate to Chainguard',
    description: 'The file .migrate-to-chainguard.json: it holds for the Dockerfiles in its folder and below.',
    // Words of VS Code's JSON editor; others pass over them.
    allowComments: true,
    allowTrailingCommas: true,
    ...object,
    properties: { [SCHEMA_KEY]: { description: 'Address of this schema.', type: 'string' }, ...(properties as JsonSchema) },
  };
}
