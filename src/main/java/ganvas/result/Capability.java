package ganvas.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * A capability of a model. Capabilities decide what is measured, drawn and reported; the name of the family does not.
 */
public enum Capability {
    /** Draws images from latents. */
    GENERATES("a generator"),
    /** Finds the latent of an image. */
    ENCODES("an encoder"),
    /** Has an evidence lower bound, and so a likelihood. */
    ELBO("an evidence lower bound"),
    /** Tells real from generated images. */
    DISCRIMINATES("a discriminator");

    private final String means;

    Capability(String means) {
        this.means = means;
    }

    /** The name in JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The part of a model that has this capability, with its article. */
    public String means() {
        return means;
    }

    /**
     * Capabilities of all models of a family, for runs that do not record them. Older versions trained only GANs and
     * VAEs.
     */
    public static List<Capability> ofFamily(String family) {
        return switch (family) {
            case "gan" -> List.of(GENERATES, DISCRIMINATES);
            case "vae" -> List.of(GENERATES, ENCODES, ELBO);
            default -> List.of();
        };
    }
}
