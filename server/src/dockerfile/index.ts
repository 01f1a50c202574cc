/** Dockerfiles: text → instructions → stages and variables, as BuildKit reads them. */
export type * from './ast.ts';
export { type Expansion, expandWord, unquotedText, type VariableLookup, type VariableReference, variableReferences } from './expand.ts';
export { jsonStringText } from './json-form.ts';
export { type Mount, type MountField, parseMount } from './mount.ts';
export { parseDockerfile } from './parse.ts';
export { type LinePosition, lineEnding, lineStarts, positionAt } from './positions.ts';
export { createScopes, platformArguments, type Scopes, type Variable, type VariableScope } from './scope.ts';
export { derivedText, documentPieces, documentSlice, joinedText } from './source-map.ts';
export {
  baseStage,
  copySourceStages,
  findStageByName,
  flagSourceStage,
  resolveStageReference,
  sameStageName,
} from './stages.ts';
export type { MappedText, Range } from './text.ts';
