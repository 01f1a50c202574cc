/** What an item of the language status menu shows. */
export interface StatusTexts {
  readonly text: string;
  readonly detail: string;
}
