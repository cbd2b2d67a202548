/**
 * Errors that a user can put right. Every package may use this one; it uses no other.
 * Begin with {@link ganvas.problem.Problem}.
 */
package ganvas.problem;
