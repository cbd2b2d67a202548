package ganvas.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(name = "completion", mixinStandardHelpOptions = true,
        description = "Prints a script for bash and zsh that completes verbs, options, models and studies at the Tab "
                + "key.",
        footerHeading = "%nExamples:%n",
        footer = {"  source <(ganvas completion)                         in this shell; every new bash reads:",
                "  ganvas completion > ~/.local/share/bash-completion/completions/ganvas"})
final class CompletionCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        System.out.print(AutoComplete.bash("ganvas", GanvasCommand.withVerbs(List.of())));
        return 0;
    }
}
