/**
 * File formats: JSON, NumPy arrays, PNG, and collections of images that are read a part at a time. Every file is
 * written whole or not at all. Nothing here needs native code. Begin with {@link ganvas.file.Json},
 * {@link ganvas.file.AtomicFile} and {@link ganvas.file.Gallery}.
 */
package ganvas.file;
