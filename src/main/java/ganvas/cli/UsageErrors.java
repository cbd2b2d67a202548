package ganvas.cli;

import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import ganvas.zoo.SettingNames;
import ganvas.zoo.Zoo;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one or two lines what is wrong with a command line, and what was probably meant. */
final class UsageErrors implements IParameterExceptionHandler {
    private static final Map<String, Long> FACTORS = Map.of("k", 1_000L, "m", 1_000_000L, "g", 1_000_000_000L);
    private static final Pattern ROUND = Pattern.compile("([0-9][0-9_,']*)(\\.[0-9]+)?([kKmMgG]?)");

    @Override
    public int handleParseException(ParameterException e, String[] typed) {
        CommandLine line = e.getCommandLine();
        line.getErr().println("ganvas: " + sentence(e));
        String verb = line.getCommandSpec().qualifiedName();
        line.getErr().printf("'%s --help' has the options and examples.%n", verb);
        return Problem.WRONG_INPUT;
    }

    private static String sentence(ParameterException e) {
        CommandSpec verb = e.getCommandLine().getCommandSpec();
        if (e instanceof UnmatchedArgumentException unmatched) return unmatched(unmatched, verb);
        if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
            boolean option = missing.getMissing().getFirst() instanceof OptionSpec;
            return "%s needs %s".formatted(
                    option ? name(missing.getMissing().getFirst()) : "'" + verb.qualifiedName() + "'",
                    missing.getMissing().stream().map(ArgSpec::paramLabel).collect(Collectors.joining(" and ")));
        }
        if (e.getMessage().startsWith("Value for option option '--set'")) {
            return "--set: expected KEY=VALUE, such as --set batch=64; found '%s'".formatted(e.getValue());
        }
        Optional<ArgSpec> option = Optional.ofNullable(e.getArgSpec());
        if (option.isPresent() && e.getValue() != null) return wrongValue(name(option.get()), option.get(), e);
        String message = e.getMessage();
        return message.replaceAll("\\s+", " ").replaceFirst("[.]$", "");
    }

    private static String unmatched(UnmatchedArgumentException e, CommandSpec verb) {
        String word = e.getUnmatched().getFirst();
        if (!word.startsWith("-")) {
            List<String> verbs = List.copyOf(verb.subcommands().keySet());
            String known = verbs.isEmpty() ? "" : DidYouMean.hint(word, verbs);
            return verbs.isEmpty()
                    ? "'%s' takes no further word; found '%s'".formatted(verb.qualifiedName(), word)
                    : "there is no verb '%s'%s".formatted(word, known);
        }
        String option = word.replaceFirst("=.*", ""), key = option.replaceFirst("^-+", "");
        Optional<String> setting = SettingNames.known(key,
                Zoo.ALL.stream().flatMap(m -> m.settings().stream()).distinct().toList());
        List<String> options = verb.options().stream().map(OptionSpec::longestName).toList();
        if (setting.isPresent() && options.contains("--set")) {
            return "%s is no option of '%s'. It is a setting of the model: --set %s=%s".formatted(option,
                    verb.qualifiedName(), setting.get(), value(word, e.getUnmatched()));
        }
        return "'%s' has no option %s%s".formatted(verb.qualifiedName(), option, DidYouMean.hint(option, options));
    }

    private static String value(String word, List<String> unmatched) {
        if (word.contains("=")) return word.replaceFirst("[^=]*=", "");
        return unmatched.size() > 1 && !unmatched.get(1).startsWith("-") ? unmatched.get(1) : "VALUE";
    }

    private static String wrongValue(String name, ArgSpec option, ParameterException e) {
        String expected = option.type() == Integer.class || option.type() == int.class || option.type() == Long.class
                || option.type() == long.class ? "a whole number"
                : option.type() == Double.class || option.type() == double.class ? "a number"
                : option.type().isEnum() ? "one of " + Stream.of(option.type().getEnumConstants())
                        .map(c -> c.toString().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))
                : option.paramLabel();
        return "%s: expected %s; found '%s'%s".formatted(name, expected, e.getValue(), number(e.getValue()));
    }

    private static String name(ArgSpec option) {
        return option instanceof OptionSpec o ? o.longestName() : option.paramLabel();
    }

    /** What a number with a unit or with separators means, such as 20000 for {@code 20k}. */
    static String number(String text) {
        Matcher m = ROUND.matcher(text.strip());
        if (!m.matches()) return "";
        String digits = m.group(1).replaceAll("[_,']", "");
        if (digits.length() > 15) return "";
        double value = Double.parseDouble(digits + (m.group(2) == null ? "" : m.group(2)))
                * FACTORS.getOrDefault(m.group(3).toLowerCase(Locale.ROOT), 1L);
        return value == Math.rint(value) ? "; did you mean %d?".formatted((long) value) : "";
    }
}
