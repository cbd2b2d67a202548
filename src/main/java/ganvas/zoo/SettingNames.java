package ganvas.zoo;

import ganvas.problem.DidYouMean;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Other programs' names of settings, and what they are here. */
public final class SettingNames {
    private static final Map<String, List<String>> ELSEWHERE = Map.of(
            "rate", List.of("lr", "learning-rate"),
            "g-rate", List.of("lr-g", "g-lr", "generator-lr", "generator-learning-rate"),
            "d-rate", List.of("lr-d", "d-lr", "discriminator-lr", "discriminator-learning-rate"),
            "batch", List.of("batch-size", "bs", "batchsize", "mini-batch"),
            "latent", List.of("z", "z-dim", "zdim", "nz", "latent-dim", "latent-dims", "latent-size", "noise-dim"),
            "beta", List.of("kl-weight", "kld-weight"),
            "gradient-penalty", List.of("gp", "lambda-gp", "gp-weight"),
            "d-steps", List.of("n-critic", "ncritic", "critic-steps"),
            "epochs", List.of("num-epochs", "nepochs", "n-epochs"));

    private SettingNames() {}

    /**
     * The setting among {@code known} that was meant by a name: another program's name for it, or one with a typing
     * error.
     */
    public static Optional<String> meant(String typed, Collection<String> known) {
        String plain = typed.toLowerCase(Locale.ROOT).replace('_', '-');
        if (known.contains(plain)) return Optional.of(plain);
        return ELSEWHERE.entrySet().stream().filter(e -> e.getValue().contains(plain)).map(Map.Entry::getKey)
                .filter(known::contains).findFirst().or(() -> DidYouMean.to(plain, known));
    }

    /** As {@link #meant}, but a name that is only similar does not count. */
    public static Optional<String> known(String typed, Collection<String> known) {
        String plain = typed.toLowerCase(Locale.ROOT).replace('_', '-');
        return ELSEWHERE.values().stream().anyMatch(names -> names.contains(plain)) || known.contains(plain)
                ? meant(plain, known) : Optional.empty();
    }
}
