/** What is to be compared: arms, seeds, length. */
package ganvas.study;
