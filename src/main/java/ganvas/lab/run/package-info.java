/**
 * Runs and studies: training, resuming, sampling and scoring in the order that is needed. Begin with
 * {@link ganvas.lab.run.Lab} for a study and {@link ganvas.lab.run.Trainer} for one run.
 */
package ganvas.lab.run;
