// The JSON schema of the settings file: docs/schema/settings.schema.json derives from the table that the reader reads with.
import { settingsSchema } from '../../server/src/configuration/index.ts';

export const SCHEMA_PATH = 'docs/schema/settings.schema.json';

export function settingsSchemaText() {
  return `${JSON.stringify(settingsSchema(), undefined, 2)}\n`;
}
