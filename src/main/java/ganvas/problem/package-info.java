/**
 * Errors that a user can correct. Every package may use this one; it uses no other. Begin with {@link
 * ganvas.problem.Problem}.
 */
package ganvas.problem;
