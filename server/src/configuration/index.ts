/** Settings as people and repositories write them: one reader for editor, server and command line. Pure. */
export { editSeverity, severityFile, type SettingsEdit } from './edit-settings-file.ts';
export { ignoredBy, withFileSettings } from './effective-settings.ts';
export { isSettingsFile, SETTINGS_FILE_NAME } from './file-name.ts';
export { findSettingsFile, type FoundSettingsFile, type SettingsSearch } from './find-settings-file.ts';
export { type Mistake, mistakeSentence } from './json-text.ts';
export { choice, flag, type Kind } from './kinds.ts';
export { type ConfiguredSettings, SETTING_KEYS } from './keys.ts';
export { readSettingsFile, type SettingsReading } from './read-settings-file.ts';
export { readValue } from './read-value.ts';
export { organizationProblem, registryProblem } from './registry-names.ts';
export { settingsSchema, suggestingSchema } from './schema.ts';
