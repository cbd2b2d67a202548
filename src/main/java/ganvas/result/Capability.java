package ganvas.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/** What a model can do. It decides what is measured, drawn and said of a model, not the name of its family. */
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

    /** As JSON has it. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a model has that can do this, with its article. */
    public String means() {
        return means;
    }

    /** Those of every model of a family, for runs that say no more: older versions trained GANs and VAEs alone. */
    public static List<Capability> of(String family) {
        return switch (family) {
            case "gan" -> List.of(GENERATES, DISCRIMINATES);
            case "vae" -> List.of(GENERATES, ENCODES, ELBO);
            default -> List.of();
        };
    }
}
