/**
 * How names and numbers are written in a sentence, the same in every place and locale.
 * Begin with {@link ganvas.words.Numbers} and {@link ganvas.words.Words}.
 */
package ganvas.words;
