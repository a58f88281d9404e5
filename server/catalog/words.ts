/** Numbers for words, so that rows of an index are small and comparing them is quick. */

/** Words in the order in which they were first seen. */
export class Words {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];

  /** Number of a word, given to it when it is new. */
  number(word: string): number {
    const known = this.#numbers.get(word);
    if (known !== undefined) return known;
    const number = this.#words.length;
    this.#numbers.set(word, number);
    this.#words.push(word);
    return number;
  }

  /** Number of a word that somebody asks for; -1, which no row has, when it was never seen. */
  find(word: string): number {
    return this.#numbers.get(word) ?? -1;
  }

  /** The word of a number. */
  word(number: number): string {
    return this.#words[number] ?? '';
  }
}
