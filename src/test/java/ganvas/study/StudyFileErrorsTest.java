package ganvas.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ganvas.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bad study file is told: place, what was expected, what was found, what may be meant. */
class StudyFileErrorsTest {
    private static final String GOOD = """
            study: mine
            title: A title
            citation: Somebody 2020
            question: Which?
            dataset: mnist
            seeds: 3
            length:
              full: {epochs: 10}
            arms:
              - name: gan
                model: khanna-2020/gan
                set: {dropout: 0.4}
                printed: {minutes: 57}
              - name: vae
                model: khanna-2020/vae
            figures:
              - {kind: gan-losses, paper: figure 1, title: losses, arms: [gan]}
            claims:
              - id: sharp
                says: It is sharp.
                where: section 1
                measure: sharpness
                checks:
                  - {kind: ordering, metric: sharpness, first: gan, is: higher, than: [vae]}
            chosen: [Something.]
            """;
    private static final String ORDERING = "{kind: ordering, metric: sharpness, first: gan, is: higher, than: [vae]}";

    @TempDir
    Path folder;

    @Test
    void theFileThatTheOthersSpoilIsGood() {
        assertThat(StudyFiles.parse("f.yaml", GOOD, MadeCatalogue.get()).claims()).hasSize(1);
    }

    /** Terms of a claim: a requirement is a check, and no more checks can be asked for than there are. */
    @Test
    void termsOfAClaim() {
        String checks = "    checks:\n";
        spoilt(checks, "    only: short\n" + checks, "23:11: claims[1].only: expected 'full', found 'short'");
        spoilt(checks, "    at-least: 2\n" + checks,
                "23:15: claims[1].at-least: expected a number of checks, 1 to 1 of this claim, found 2");
        spoilt(checks, "    stands-in: perhaps\n" + checks,
                "23:16: claims[1].stands-in: expected one of true, false, found 'perhaps'");
        spoilt(checks, "    runs: most\n" + checks, "23:11: claims[1].runs: expected 'survivors', found 'most'");
        spoilt(checks, "    requires: [{kind: threshold, metric: recal, arms: [gan], above: 0.1}]\n" + checks,
                "23:42: claims[1].requires[1].metric: expected a score, a cost, final:KEY, mean:KEY or events:KIND, "
                        + "found 'recal'; did you mean 'recall'?");
        spoilt(checks, "    requires: [{kind: threshold, metric: recall, arms: [gam], above: 0.1}]\n" + checks,
                "23:57: claims[1].requires[1].arms[1]: expected an arm of this study (gan, vae), found 'gam'; did you "
                        + "mean 'gan'?");
        spoilt(ORDERING, "{kind: threshold, metric: recall, arms: [gan], above: 0.1, runs: every}",
                "24:74: claims[1].checks[1].runs: expected 'some', found 'every'");
    }

    /** Other choices are settings of arms, or other arms. */
    @Test
    void sensitivity() {
        String last = "chosen: [Something.]\n";
        spoilt(last, "sensitivity: [{choice: c, arms: [gan], set: {beta: 0.9}}]\n",
                "25:46: sensitivity[1].set: expected a setting of khanna-2020/gan (rate, beta1, batch, loss, latent, "
                        + "dropout, slope, activation), found 'beta'; did you mean 'beta1'?");
        spoilt(last, "sensitivity: [{choice: c, arms: [gan], set: {beta1: much}}]\n",
                "25:53: sensitivity[1].set.beta1: expected a number from 0 to 1, found 'much'");
        spoilt(last, "sensitivity: [{choice: c, arms: [gam], set: {beta1: 0.9}}]\n",
                "25:34: sensitivity[1].arms[1]: expected one of gan, vae, found 'gam'; did you mean 'gan'?");
        spoilt(last, "sensitivity: [{choice: c, instead: {gan: vea}}]\n",
                "25:42: sensitivity[1].instead.gan: expected one of gan, vae, found 'vea'; did you mean 'vae'?");
        spoilt(last, "sensitivity: [{choice: c, arms: [gan]}]\n",
                "25:15: sensitivity[1]: expected the key 'set', found keys (choice, arms)");
    }

    @Test
    void keys() {
        spoilt("title: A", "titel: A",
                "2:1: expected one of study, title, dataset, arms, citation, question, seeds, length, set, figures, "
                        + "claims, sensitivity, chosen, departs, not-measured, found the key 'titel'; did you mean "
                        + "'title'?");
        spoilt("    model: khanna-2020/gan", "    modle: khanna-2020/gan",
                "11:5: arms[1]: expected one of name, model, dataset, set, length, printed, paper, "
                        + "code, found the key 'modle'; "
                        + "did you mean 'model'?");
        spoilt("is: higher", "si: higher",
                "24:57: claims[1].checks[1]: expected one of kind, metric, first, is, than, than-metric, "
                        + "found the key 'si'; "
                        + "did you mean 'is'?");
        spoilt("full: {epochs", "ful: {epochs",
                "8:3: length: expected one of full, short, smoke, found the key 'ful'; did you mean 'full'?");
        spoilt("title: A title\n", "", "1:1: expected the key 'title'", "found keys (study, citation");
        spoilt("    where: section 1\n", "",
                "19:5: claims[1]: expected the key 'where', found keys (id, says, measure, checks)");
        spoilt("question: Which?\n", "", "1:1: expected the key 'question' beside citation");
        spoilt("kind: ordering, ", "",
                "24:9: claims[1].checks[1]: expected the key 'kind', found keys (metric, first, is, than)");
        spoilt("seeds: 3", "seeds: 3\ntitle: B",
                "7:1: expected each key once, found 'title' again; the first is in line 2");
        spoilt("seeds: 3", "[a]: 3", "6:1: expected a word as key, found a list");
        spoilt("printed: {minutes", "printed: {minuets",
                "13:15: arms[1].printed: expected one of minutes, epochs, blocks, inception score, FID, generator "
                        + "parameters, discriminator parameters, found the key 'minuets'; did you mean 'minutes'?");
    }

    @Test
    void names() {
        spoilt("model: khanna-2020/gan", "model: khana-2020/gan",
                "11:12: arms[1].model: expected a model of the zoo ('./ganvas models' lists them), found "
                        + "'khana-2020/gan'; did you mean 'khanna-2020/gan'?");
        spoilt("dropout: 0.4", "drop-out: 0.4",
                "12:11: arms[1].set: expected a setting of khanna-2020/gan (rate, beta1, batch, loss, latent, dropout, "
                        + "slope, activation), found 'drop-out'; did you mean 'dropout'?");
        spoilt("dropout: 0.4", "dropout: 1.4",
                "12:20: arms[1].set.dropout: expected a number from 0 to 1, found '1.4'");
        spoilt("dataset: mnist", "dataset: minst",
                "5:10: dataset: expected a dataset (mnist, cifar10, lfw), found 'minst'; did you mean 'mnist'?");
        spoilt("metric: sharpness", "metric: sharpnes",
                "24:34: claims[1].checks[1].metric: expected a score, a cost, final:KEY, mean:KEY or events:KIND, "
                        + "found 'sharpnes'; did you mean 'sharpness'?");
        spoilt("metric: sharpness", "metric: D/loss", "found 'D/loss'; did you mean 'final:D/loss'?");
        spoilt("kind: gan-losses", "kind: gan-loses",
                "17:12: figures[1].kind: expected one of discriminator-accuracy, gan-losses,",
                "found 'gan-loses'; did you mean "
                        + "'gan-losses'?");
        spoilt("kind: ordering", "kind: order",
                "24:16: claims[1].checks[1].kind: expected one of ordering, equality, count, ratio, threshold, trend, "
                        + "found 'order'");
        spoilt("than: [vae]", "than: [vea]",
                "24:76: claims[1].checks[1].than[1]: expected an arm of this study (gan, vae), found 'vea'; "
                        + "did you mean 'vae'?");
        spoilt("arms: [gan]", "arms: [gna]",
                "17:63: figures[1].arms[1]: expected an arm of this study (gan, vae), found 'gna'; "
                        + "did you mean 'gan'?");
        spoilt("name: vae", "name: gan",
                "14:11: arms[2].name: expected a name of its own for each arm, found 'gan' again");
        spoilt("chosen:", """
                  - id: sharp
                    says: Again.
                    where: section 2
                    measure: sharpness
                    checks: [%s]
                chosen:""".formatted(ORDERING), "25:9: claims[2].id: expected an id of its own for each claim, found "
                + "'sharp' again");
        for (String bad : new String[] {"../gan", "Gan", "a b", "-a", "gän", "a/b"}) {
            spoilt("name: gan", "name: " + bad,
                    "10:11: arms[1].name: expected a plain word (small letters, digits and hyphens, at most 64), "
                            + "found '"
                            + bad + "'");
        }
        spoilt("is: higher", "is: better",
                "24:61: claims[1].checks[1].is: expected one of higher, lower, found 'better'");
    }

    @Test
    void familiesFit() {
        spoilt("arms: [gan]", "arms: [vae]",
                "17:63: figures[1].arms[1]: expected an arm with a discriminator, which gan-losses needs, "
                        + "found 'vae', a VAE");
        check("{kind: threshold, metric: test-elbo, arms: [gan], above: 1}",
                "expected an arm with an evidence lower bound, which test-elbo needs, found 'gan', a GAN");
        check("{kind: threshold, metric: 'events:vanishing-gradient', arms: [vae], above: 1}",
                "which events:vanishing-gradient needs, found 'vae', a VAE");
        spoilt("kind: gan-losses, paper: figure 1, title: losses, arms: [gan]",
                "kind: latent-plane, paper: figure 1, title: plane, arms: [vae]}\n"
                        + "  - {kind: latent-plane, paper: figure 1, title: plane, arms: [vae4]",
                "18:64: figures[2].arms[1]: expected an arm of this study");
        spoilt("khanna-2020/vae\nfigures:\n  - {kind: gan-losses, paper: figure 1, title: losses, arms: [gan]",
                "gaikwad-2020/cnn-vae\nfigures:\n"
                        + "  - {kind: latent-plane, paper: figure 1, title: plane, arms: [vae]",
                "figures[1].arms[1]: expected an arm with a latent space of two dimensions, found "
                        + "'vae'");
        check("{kind: count, arm: gan, network: encoder, counted: trainable, value: 3}",
                "24:42: claims[1].checks[1].network: expected one of generator, "
                        + "discriminator, found 'encoder'");
    }

    @Test
    void kindsOfValues() {
        spoilt("than: [vae]", "than: 3",
                "24:75: claims[1].checks[1].than: expected a list with at least one entry, found 3");
        spoilt("than: [vae]", "than: vae", "expected a list with at least one entry, found 'vae'");
        spoilt("seeds: 3", "seeds: three",
                "6:8: seeds: expected a number of seeds (1 to 1000), or a list of them, found 'three'");
        spoilt("seeds: 3", "seeds: 0",
                "6:8: seeds: expected a number of seeds (1 to 1000), or a list of them, found 0");
        spoilt("seeds: 3", "seeds: [1, -2]", "6:12: seeds[2]: expected a seed (a whole number, 0 or more), found -2");
        spoilt("seeds: 3", "seeds: [1, 1]", "6:12: seeds[2]: expected each entry once, found 1 again");
        spoilt("seeds: 3", "seeds: []", "6:8: seeds: expected a list with at least one entry, found an empty list");
        spoilt("seeds: 3", "seeds: '3'", "expected a number of seeds (1 to 1000), or a list of them, found '3'");
        spoilt("chosen: [Something.]", "chosen: []",
                "25:9: chosen: expected a list with at least one entry, found an empty list");
        spoilt("chosen: [Something.]", "chosen:",
                "25:8: chosen: expected a list with at least one entry, found nothing");
        spoilt("title: A title", "title: [A]", "2:8: title: expected text, found a list");
        spoilt("title: A title", "title: ' '", "2:8: title: expected text, found ' '");
        spoilt("{minutes: 57}", "{minutes: [57]}",
                "13:24: arms[1].printed.minutes: expected a number above 0, found a list");
        spoilt("{minutes: 57}", "57",
                "13:14: arms[1].printed: expected keys with values (minutes, epochs, blocks, inception score, FID, "
                        + "generator parameters, discriminator parameters), found 57");
        spoilt("  full: {epochs: 10}", "  full: 10",
                "8:9: length.full: expected keys with values (epochs, images), found 10");
        spoilt("{epochs: 10}", "{epochs: -10}",
                "8:18: length.full.epochs: expected a number of epochs above 0, found -10");
        spoilt("{epochs: 10}", "{images: 10.5}",
                "8:18: length.full.images: expected a whole number of images, 2 or more, found 10.5");
        spoilt("{epochs: 10}", "{images: 50,000}", "length.full: expected one of epochs, images, found the key '000'");
        spoilt("{epochs: 10}", "{images: 50_000}", "expected a whole number of images, 2 or more, found '50_000'");
        spoilt("{epochs: 10}", "{epochs: .inf}", "expected a number of epochs above 0, found '.inf'");
        spoilt("{epochs: 10}", "{minutes: 10}",
                "8:10: length.full: expected one of epochs, images, found the key 'minutes'");
        spoilt("{epochs: 10}", "{epochs: 10, images: 3}",
                "8:9: length.full: expected either epochs or images, found keys (epochs, images)");
        spoilt("{epochs: 10}", "{}", "8:9: length.full: expected either epochs or images, found no keys");
        spoilt("length:\n  full: {epochs: 10}\n", "",
                "8:5: arms[1]: expected a length (length: {full: {epochs: 5}}, here or for all arms), found none");
    }

    @Test
    void checks() {
        check("{kind: threshold, metric: sharpness, arms: [gan], above: 1, below: 2}",
                "24:9: claims[1].checks[1]: expected either above or below, found both");
        check("{kind: threshold, metric: sharpness, arms: [gan]}", "expected either above or below, found neither");
        check("{kind: ratio, metric: seconds, of: gan, to: vae}",
                "24:9: claims[1].checks[1]: expected at-least, at-most or both, found keys (kind, metric, of, to)");
        check("{kind: ratio, metric: seconds, of: gan, to: vae, at-least: 3, at-most: 2}",
                "claims[1].checks[1].at-most: expected at least 3, which is at-least, found 2");
        check("{kind: ratio, metric: seconds, of: gan, to: vae, at-least: -1}",
                "claims[1].checks[1].at-least: expected a number above 0, found -1");
        check("{kind: ratio, metric: seconds, of: gan, to: gan, at-least: 1}",
                "claims[1].checks[1].to: expected another arm than gan, found 'gan'");
        check("{kind: equality, metric: sharpness, arms: [gan], margin: 0.1}",
                "claims[1].checks[1].arms: expected two arms or more, found one");
        check("{kind: equality, metric: sharpness, arms: [gan, vae], margin: 0}",
                "claims[1].checks[1].margin: expected a margin above 0, found 0");
        check("{kind: count, arm: gan, network: generator, counted: all, value: 3}",
                "counted: expected one of trainable, with-moving, found 'all'");
        check("{kind: count, arm: gan, network: generator, counted: trainable, value: 0}",
                "value: expected a whole number above 0, found 0");
        check("{kind: trend, metric: 'final:D/loss', arm: gan, from-epoch: 1, to-epoch: 2, goes: up}",
                "24:31: claims[1].checks[1].metric: expected a key of "
                        + "stats.jsonl, found 'final:D/loss'; did you mean 'D/loss'?");
        check("{kind: trend, metric: D/loss, arm: gan, from-epoch: 2, to-epoch: 1, goes: up}",
                "to-epoch: expected an epoch after from-epoch, found 1");
        check("{kind: trend, metric: D/loss, arm: gan, from-epoch: 2, to-epoch: 20, goes: up}",
                "to-epoch: expected an epoch within the full length of gan (10.0), found 20");
        check("{kind: trend, metric: D/loss, arm: gan, from-epoch: 2, to-epoch: 3, goes: nowhere}",
                "expected a margin where it goes nowhere, found none");
        check("{kind: trend, metric: D/loss, arm: gan, from-epoch: 2, to-epoch: 3, goes: up, margin: 1}",
                "expected a margin only where it goes nowhere, found one");
    }

    private static void check(String check, String... words) {
        spoilt(ORDERING, check, words);
    }

    @Test
    void plainDataOnly() {
        spoilt("title: A title", "title: !!java.net.URL [\"http://localhost\"]",
                "2:8: title: expected plain data, found the tag !!java.net.URL");
        spoilt("title: A title", "title: !!str A", "2:8: title: expected plain data, found the tag !!str");
        spoilt("title: A title", "title: &a A", "2:8: title: expected plain data, found the anchor &a");
        spoilt("title: A title", "title: *a", "2:8: title: expected plain data, found the alias *a");
        spoilt("title: A title", "<<: {title: A}", "2:1: expected one of study", "found the key '<<'");
        var bomb = new StringBuilder("a: &a [x]\n");
        for (char c = 'b'; c < 'z'; c++)
            bomb.append("%c: &%c [*%c, *%c, *%c, *%c, *%c]\n".formatted(c, c, c - 1, c - 1, c - 1, c - 1, c - 1));
        fails("f.yaml:1:4: a: expected plain data, found the anchor &a", bomb.toString());
        fails("f.yaml:1:21:", "expected at most 20 levels, found more", "[".repeat(5000));
    }

    @Test
    void otherFiles() throws IOException {
        fails("f.yaml:1:1: expected keys such as study, title and arms, found an empty file", "");
        fails("f.yaml:1:1: expected keys such as study, title and arms, found an empty file", "# nothing\n\n");
        fails("f.yaml:1:1: expected keys with values (study, title, dataset, arms,", "found a list", "[{\"a\": 1}]");
        fails("f.yaml:1:1: expected keys with values (study", "found '<!DOCTYPE html> <html><body> </body></html>'",
                "<!DOCTYPE html>\n<html><body>\n</body></html>");
        fails("f.yaml:1:2: expected one of study", "found the key 'a'", "{\"a\": 1}");
        fails("f.yaml:1:3: expected text, found the character U+0000; is it a study file?", "ab\0c");
        fails("f.yaml:26:1: expected one document, found a second one", GOOD + "---\nstudy: b\n");
        spoilt("  full: {epochs: 10}", "\tfull: {epochs: 10}", "8:1: expected spaces as indentation, found a tab");
        spoilt("    model: khanna-2020/gan", "  \tmodel: khanna-2020/gan",
                "11:3: expected spaces as indentation, found a tab");
        spoilt("title: A title", "title: A: title", "2:9: expected YAML: mapping values are not allowed here");
        spoilt("arms: [gan]}", "arms: [gan}", "17:66: expected YAML: ");

        Path file = folder.resolve("x.yaml");
        Files.write(file, new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, (byte) 0xff});
        loadFails(file, ": expected a study file, found bytes that are no text in UTF-8");
        Files.writeString(file, "#".repeat(2_000_000), StandardCharsets.UTF_8);
        loadFails(file, ": expected a study file of at most 1 MB, found 2.0 MB");
        loadFails(folder, ": expected a study file, found a folder");
        loadFails(folder.resolve("none.yaml"), ": expected a study file, found none: there is no such file");
    }

    /** Whatever is done to a file, the answer is a study or a sentence, never an exception of ours or of the parser. */
    @Test
    void spoiltAnywhereItIsToldInWords() throws IOException {
        var random = new Random(1);
        String text = Files.readString(Path.of("studies/khanna-2020.yaml")),
                signs = " \n\t:-[]{},'\"#&*!|>%@0a~\u0007é";
        int told = 0;
        for (int i = 0; i < 3000; i++) {
            var spoilt = new StringBuilder(text);
            for (int n = random.nextInt(4); n >= 0; n--) {
                int at = random.nextInt(spoilt.length()), to = Math.min(spoilt.length(), at + random.nextInt(30));
                switch (random.nextInt(3)) {
                    case 0 -> spoilt.delete(at, to);
                    case 1 -> spoilt.insert(at, spoilt.substring(at, to));
                    default -> spoilt.setCharAt(at, signs.charAt(random.nextInt(signs.length())));
                }
            }
            try {
                StudyFiles.parse("f.yaml", spoilt.toString(), MadeCatalogue.get());
            } catch (Problem p) {
                told++;
                assertThat(p.getMessage()).as(spoilt.toString()).matches("(?s)f\\.yaml:\\d+:\\d+: .+")
                        .doesNotContain("null");
            }
        }
        assertThat(told).isGreaterThan(1000);
    }

    private void loadFails(Path path, String words) {
        Problem p = catchThrowableOfType(Problem.class, () -> StudyFiles.load(path.toString(), MadeCatalogue.get()));
        assertThat(p).hasMessage(path + words);
        assertThat(p.exitCode()).isEqualTo(Problem.WRONG_INPUT);
    }

    /** {@link #GOOD} with {@code part} replaced, and the words of its error, the first ones behind the file's name. */
    private static void spoilt(String part, String by, String... words) {
        assertThat(GOOD).contains(part);
        String text = GOOD.substring(0, GOOD.indexOf(part)) + by + GOOD.substring(GOOD.indexOf(part) + part.length());
        String[] all = new String[words.length + 1];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = text;
        if (Character.isDigit(words[0].charAt(0))) all[0] = "f.yaml:" + words[0];
        fails(all);
    }

    /** The last one is the file, the others are in its error. */
    private static void fails(String... wordsAndText) {
        Problem p = catchThrowableOfType(Problem.class,
                () -> StudyFiles.parse("f.yaml", wordsAndText[wordsAndText.length - 1], MadeCatalogue.get()));
        assertThat(p).as(wordsAndText[0]).isNotNull();
        assertThat(p.exitCode()).isEqualTo(Problem.WRONG_INPUT);
        assertThat(p.getMessage()).startsWith("f.yaml:");
        for (int i = 0; i < wordsAndText.length - 1; i++) assertThat(p.getMessage()).contains(wordsAndText[i]);
    }
}
