package ganvas.study;

import ganvas.file.Required;
import java.util.List;

/**
 * A sentence of a paper, and what would have to be measured for it to hold.
 *
 * @param id      a word, unique in its study
 * @param says    the paper's own sentence
 * @param where   where the paper says it, such as {@code section 3.1}
 * @param measure which measure stands for the paper's words, and why
 * @param checks  all must hold for the claim to hold; one that fails makes it fail
 */
public record Claim(@Required String id, @Required String says, String where, String measure,
        @Required List<ClaimCheck> checks) {}
