/** Shell commands with document positions: what RUN, CMD, ENTRYPOINT, HEALTHCHECK and scripts do. */
export type * from './ast.ts';
export {
  findOption,
  type Option,
  type OptionSpec,
  type ParsedArguments,
  parseOptions,
} from './arguments.ts';
export { type Bashism, type BashismConstruct, findBashisms } from './bashisms.ts';
export { baseName, commandName } from './command-name.ts';
export { isPosixShell, shellOf } from './instruction.ts';
export { isShell, type ShellInvocation, shellInvocation } from './invocation.ts';
export { nestedScript } from './nested-script.ts';
export { parseScriptText, parseShell, splitWords } from './parse.ts';
export { commandsIn, isTest, type PlaceOptions } from './places.ts';
export { printCommand, type PrintableAssignment, type PrintableWord, quoteWord } from './quoting.ts';
export { type Shebang, shebangOf } from './shebang.ts';
export { unquotedText } from './unquote.ts';
export { type UnwrappedCommand, unwrapCommand } from './wrappers.ts';
