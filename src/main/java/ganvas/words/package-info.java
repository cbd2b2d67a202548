/**
 * The written form of names, numbers and scores in a sentence, the same in every place and locale. Begin with {@link
 * ganvas.words.MetricInfo}, {@link ganvas.words.Numbers} and {@link ganvas.words.Words}.
 */
package ganvas.words;
