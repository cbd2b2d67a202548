/**
 * The command line: a class for each verb, and mixins for options that several verbs share.
 * Begin with {@link ganvas.cli.Main}, then {@link ganvas.cli.CompareCommand}.
 */
package ganvas.cli;
