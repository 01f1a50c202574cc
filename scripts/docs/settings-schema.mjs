// The JSON schemas of the settings file. They derive from the table that the reader reads with, in every language that there is.
import { readdirSync, readFileSync } from 'node:fs';
import { config } from '@vscode/l10n';
import { settingsSchema, suggestingSchema } from '../../server/src/configuration/index.ts';

/** Path to text. VS Code takes the one that package.nls.LANGUAGE.json names. */
export function settingsSchemas() {
  const schemas = new Map([
    ['docs/schema/settings.schema.json', print(settingsSchema())],
    ['docs/schema/settings.editor.schema.json', print(suggestingSchema())],
  ]);
  for (const name of readdirSync('l10n')) {
    const language = /^bundle\.l10n\.(.+)\.json$/.exec(name)?.[1];
    if (language === undefined) continue;
    config({ contents: readFileSync(`l10n/${name}`, 'utf8') });
    schemas.set(`docs/schema/settings.editor.schema.${language}.json`, print(suggestingSchema()));
  }
  config({ contents: {} });
  return schemas;
}

/** @param {unknown} schema */
function print(schema) {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
