package ganvas.study;

import ganvas.file.Required;
import java.util.List;

/**
 * A sentence of a paper, and the measurements that decide whether it holds.
 *
 * @param id      a word, unique in its study
 * @param says    the paper's own sentence
 * @param where   its place in the paper, such as {@code section 3.1}
 * @param measure the metric that represents the paper's words, and the reason for it
 * @param checks  all must hold for the claim to hold; if one fails, the claim fails
 */
public record Claim(@Required String id, @Required String says, String where, String measure,
        @Required List<ClaimCheck> checks) {}
