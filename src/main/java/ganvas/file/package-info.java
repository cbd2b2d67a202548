/**
 * File formats: JSON, NumPy arrays, PNG, and collections of images that are read in parts. Every file is written
 * completely or not at all. This package needs no native code. Begin with {@link ganvas.file.Json}, {@link
 * ganvas.file.AtomicFile} and {@link ganvas.file.Gallery}.
 */
package ganvas.file;
