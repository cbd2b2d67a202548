/**
 * Studies: which models are trained on what, with which seeds and how long, and the claims that are judged afterwards.
 * Begin with {@link ganvas.study.Study}; {@link ganvas.study.StudyFile} is a study as a person writes it, in YAML.
 */
package ganvas.study;
