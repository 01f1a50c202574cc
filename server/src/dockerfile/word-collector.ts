/** Splitting at blanks while the lexer reads, with the lexer's idea of where a word ends. */
import type { LexedText } from './lexed-text.ts';
import { isSpace } from './white-space.ts';

/** A word and where its first and last character stand in the source. */
export interface CollectedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Collects the words of a text. Quoted blanks and the blanks behind `<<` do not end a word. */
export class WordCollector {
  readonly #words: CollectedWord[] = [];
  #text = '';
  #start = 0;
  #end = 0;
  #inWord = false;

  /** A character that belongs to the word, blank or not. */
  addCharacter(character: string, origin: number): void {
    if (this.#text === '') {
      this.#start = origin;
    }
    this.#text += character;
    this.#end = origin + 1;
    this.#inWord = true;
  }

  /** A character that ends the word if it is a blank. */
  addSeparable(character: string, origin: number): void {
    if (!isSpace(character.charCodeAt(0))) {
      this.addCharacter(character, origin);
    } else if (this.#inWord && this.#text !== '') {
      this.#finish();
    }
  }

  /** A piece that holds the word together or, where `splits`, ends it at each of its blanks. */
  addPiece(piece: LexedText, splits: boolean): void {
    this.#inWord ||= !splits;
    for (let index = 0; index < piece.text.length; index += 1) {
      const character = piece.text.charAt(index);
      const origin = piece.origins[index] ?? this.#end;
      if (splits) {
        this.addSeparable(character, origin);
      } else {
        this.addCharacter(character, origin);
      }
    }
  }

  /** Forgets what the current word holds so far: the lexer loses it when a modifier follows. */
  dropCurrent(): void {
    this.#text = '';
  }

  words(): readonly CollectedWord[] {
    if (this.#text !== '') {
      this.#finish();
    }
    return this.#words;
  }

  #finish(): void {
    this.#words.push({ text: this.#text, start: this.#start, end: this.#end });
    this.#text = '';
    this.#inWord = false;
  }
}
