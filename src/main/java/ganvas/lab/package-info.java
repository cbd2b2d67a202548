/** Runs studies: trains, samples and scores each arm and seed, resumes, and writes run folders; tells nobody anything. */
package ganvas.lab;
