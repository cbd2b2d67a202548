/**
 * Studies: the models that are trained, their datasets, seeds and lengths, and the claims that are judged afterwards.
 * Begin with {@link ganvas.study.Study}; {@link ganvas.study.StudyFile} is a study as a person writes it, in YAML.
 */
package ganvas.study;
