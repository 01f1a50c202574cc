/**
 * BuildKit's shell lexer: takes quotes and escapes out of a word and puts in the values of variables.
 * It is no shell: no operators, no globs, no command substitution.
 */
import { type LexedText, LexerError, Output } from './lexed-text.ts';
import type { Expression, LexerSettings } from './lexer-settings.ts';
import { modifierOf, type Substitute, substitute, substituteMatches } from './substitution.ts';
import { variableNameEnd } from './variable-name.ts';
import type { WordCollector } from './word-collector.ts';

/** Deeper nesting of `${…}` than anyone writes; keeps hostile input from exhausting the stack. */
const maximumDepth = 100;

/** Reads one source text once. */
export class Lexer {
  /** Every expression met, each before those inside it. */
  readonly expressions: Expression[] = [];
  /** Names of the variables that had no value where one was needed. */
  readonly unresolved: string[] = [];
  readonly #source: string;
  readonly #settings: LexerSettings;
  readonly #words: WordCollector | undefined;
  #position = 0;
  #rawEscapes: boolean;
  #depth = 0;

  constructor(source: string, settings: LexerSettings, words?: WordCollector) {
    this.#source = source;
    this.#settings = settings;
    this.#words = words;
    this.#rawEscapes = settings.rawEscapes === true;
  }

  /** Reads to the end. Throws `LexerError`. */
  read(): LexedText {
    return this.#readUntil(undefined, this.#rawEscapes, this.#words);
  }

  #readUntil(stop: string | undefined, rawEscapes: boolean, words?: WordCollector): Output {
    const source = this.#source;
    const { escape } = this.#settings;
    const outer = this.#rawEscapes;
    this.#rawEscapes = rawEscapes;
    const output = this.#output();
    while (this.#position < source.length) {
      const start = this.#position;
      const character = source.charAt(start);
      if (character === stop) {
        this.#position += 1;
        this.#rawEscapes = outer;
        return output;
      }
      const special = this.#readSpecial(character);
      if (special !== undefined) {
        output.addLexed(special);
        words?.addPiece(special, character === '$');
      } else if (character === escape) {
        this.#position += 1;
        if (this.#rawEscapes) {
          output.addSource(source, start, start + 1);
          words?.addCharacter(character, start);
        }
        if (this.#position < source.length) {
          output.addSource(source, start + 1, start + 2);
          words?.addCharacter(source.charAt(start + 1), start + 1);
          this.#position += 1;
        }
      } else {
        this.#position += 1;
        output.addSource(source, start, start + 1);
        words?.addSeparable(character, start);
      }
    }
    if (stop !== undefined) {
      throw new LexerError(`"${stop}" is missing`);
    }
    this.#rawEscapes = outer;
    return output;
  }

  /** What begins with a character that has a meaning outside quotes; undefined for all others. */
  #readSpecial(character: string): Output | undefined {
    switch (character) {
      case '$':
        return this.#readDollar();
      case '"':
        return this.#readDoubleQuotes();
      case "'":
        return this.#readSingleQuotes();
      case '<':
        return this.#readLessThan();
      default:
        return undefined;
    }
  }

  #readSingleQuotes(): Output {
    const start = this.#position;
    const close = this.#source.indexOf("'", start + 1);
    if (close === -1) {
      throw new LexerError('a single quote is not closed');
    }
    this.#position = close + 1;
    return this.#settings.rawQuotes === true ? this.#verbatim(start, close + 1) : this.#verbatim(start + 1, close);
  }

  #readDoubleQuotes(): Output {
    const source = this.#source;
    const { escape, rawQuotes } = this.#settings;
    const output = this.#output();
    const addQuote = (): void => {
      if (rawQuotes === true) {
        output.addSource(source, this.#position, this.#position + 1);
      }
      this.#position += 1;
    };
    addQuote();
    while (this.#position < source.length) {
      const character = source.charAt(this.#position);
      if (character === '"') {
        addQuote();
        return output;
      }
      if (character === '$') {
        output.addLexed(this.#readDollar());
      } else {
        this.#readQuotedCharacter(output, character === escape);
      }
    }
    throw new LexerError('a double quote is not closed');
  }

  /** In double quotes only a quote, a `$` and the escape character itself can be escaped. */
  #readQuotedCharacter(output: Output, escaping: boolean): void {
    const start = this.#position;
    const next = this.#source.charAt(start + 1);
    const escapes = escaping && next !== '' && (next === '"' || next === '$' || next === this.#settings.escape);
    const taken = escapes ? start + 1 : start;
    if (escaping && this.#rawEscapes) {
      output.addSource(this.#source, start, start + 1);
    }
    output.addSource(this.#source, taken, taken + 1);
    this.#position = taken + 1;
  }

  /** `<<` keeps the blanks behind it, so that `<< EOF` is one word. */
  #readLessThan(): Output {
    const source = this.#source;
    const start = this.#position;
    this.#position += 1;
    if (source.charAt(this.#position) === '<') {
      this.#position += 1;
      while (this.#position < source.length && '\t\r '.includes(source.charAt(this.#position))) {
        this.#position += 1;
      }
    }
    return this.#verbatim(start, this.#position);
  }

  #readDollar(): Output {
    const source = this.#source;
    const start = this.#position;
    this.#position += 1;
    if (source.charAt(this.#position) === '{') {
      this.#position += 1;
      return this.#readBraces(start);
    }
    const name = this.#readName();
    if (name === '') {
      return this.#verbatim(start, start + 1);
    }
    const output = this.#output();
    this.expressions.push({ name, start, end: this.#position, nameStart: start + 1 });
    this.#addPlainValue(output, name, start);
    return output;
  }

  #addPlainValue(output: Output, name: string, start: number): void {
    const value = this.#settings.lookup(name);
    if (value !== undefined) {
      output.add(value, start);
      return;
    }
    this.unresolved.push(name);
    if (this.#settings.keepUnset === true) {
      output.addSource(this.#source, start, this.#position);
    }
  }

  /** Behind `${`. */
  #readBraces(start: number): Output {
    const nameStart = this.#position;
    if ('{}:'.includes(this.#source.charAt(nameStart))) {
      throw new LexerError('the name of a variable is missing');
    }
    const name = this.#readName();
    const index = this.expressions.push({ name, start, end: this.#position, nameStart }) - 1;
    const operator = this.#source.charAt(this.#position);
    this.#position += 1;
    const output = this.#output();
    this.#depth += 1;
    if (this.#depth > maximumDepth) {
      throw new LexerError('expressions are nested too deeply');
    }
    if (operator === '}') {
      this.#addPlainValue(output, name, start);
    } else if (operator === '/') {
      this.#readReplacement(output, name, start);
    } else {
      this.#readModifier(output, name, operator, start);
    }
    this.#depth -= 1;
    this.expressions[index] = { name, start, end: this.#position, nameStart };
    return output;
  }

  /** Behind `${NAME` and the first character of the modifier. */
  #readModifier(output: Output, name: string, operator: string, start: number): void {
    const orEmpty = operator === ':';
    const kind = orEmpty ? this.#source.charAt(this.#position) : operator;
    const modifier = modifierOf(kind, orEmpty);
    if (modifier === undefined) {
      throw new LexerError(`the modifier "${orEmpty ? ':' : ''}${kind}" does not exist`);
    }
    if (orEmpty) {
      this.#position += 1;
    }
    const wordStart = this.#position;
    const unresolved = this.unresolved.length;
    this.#words?.dropCurrent();
    const strips = kind === '#' || kind === '%';
    const word = this.#readUntil('}', strips);
    const value = this.#settings.lookup(name);
    if (value === undefined && this.#settings.keepUnset === true) {
      output.addSource(this.#source, start, wordStart);
      output.addLexed(word);
      output.addSource(this.#source, this.#position - 1, this.#position);
      return;
    }
    const result = substitute(modifier, value, word.text);
    if (result === 'word') {
      output.addLexed(word);
      return;
    }
    if (!strips) {
      this.unresolved.length = unresolved;
    }
    this.#addSubstitute(output, result, name, start);
    if (kind === '?' && result === 'unset') {
      throw new LexerError(`${name}: ${word.text === '' ? 'a value is required' : word.text}`);
    }
  }

  /** Behind `${NAME/`. */
  #readReplacement(output: Output, name: string, start: number): void {
    const slash = this.#position - 1;
    const all = this.#source.charAt(this.#position) === '/';
    if (all) {
      this.#position += 1;
    }
    this.#words?.dropCurrent();
    const pattern = this.#readUntil('/', true);
    const replacement = this.#readUntil('}', true);
    const value = this.#settings.lookup(name);
    if (value === undefined && this.#settings.keepUnset === true) {
      output.addSource(this.#source, start, slash + (all ? 2 : 1));
      output.addLexed(pattern);
      output.add('/', slash);
      output.addLexed(replacement);
      output.addSource(this.#source, this.#position - 1, this.#position);
    } else {
      this.#addSubstitute(output, substituteMatches(value, pattern.text, replacement.text, all), name, start);
    }
  }

  #addSubstitute(output: Output, result: Exclude<Substitute, 'word'>, name: string, start: number): void {
    if (result === 'unset') {
      this.unresolved.push(name);
    } else {
      output.add(result.text, start);
    }
  }

  #readName(): string {
    const start = this.#position;
    this.#position = variableNameEnd(this.#source, start);
    return this.#source.slice(start, this.#position);
  }

  #verbatim(start: number, end: number): Output {
    const output = this.#output();
    output.addSource(this.#source, start, end);
    return output;
  }

  #output(): Output {
    return new Output(this.#settings.trackOrigins === true);
  }
}
