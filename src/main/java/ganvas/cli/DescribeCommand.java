package ganvas.cli;

import ganvas.result.ModelCard;
import ganvas.zoo.Zoo;
import ganvas.zoo.ZooModel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "describe", mixinStandardHelpOptions = true,
        description = "Prints a model's layers, output shapes, parameters, multiply-adds and settings.",
        footerHeading = "%nExamples:%n",
        footer = {"  ganvas describe khanna-2020/gan", "  ganvas describe khanna-2020/vae --set latent=8 --json"})
final class DescribeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", completionCandidates = Candidates.Models.class,
            description = "a model of the zoo; 'ganvas models' lists them")
    String modelName;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "changes a setting")
    Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
    boolean json;

    @Override
    public Integer call() {
        ZooModel model = Zoo.get(modelName);
        ModelCard card = model.card(model.resolve(set));
        if (json) {
            new JsonOutput().with("name", card.model()).with(card).without("model").printIndented();
            return 0;
        }
        System.out.printf("%s: %s (%s)%n", card.model(), card.title(), card.paper());
        for (ModelCard.Network n : card.networks()) {
            System.out.printf("%n%s%n  %-18s %-16s %-26s %16s %12s%n", n.name(), "layer", "type", "", "output",
                    "parameters");
            for (ModelCard.LayerCard l : n.layers()) {
                String shape = Arrays.stream(l.output()).mapToObj(Long::toString).collect(Collectors.joining(" × "));
                System.out.printf("  %-18s %-16s %-26s %16s %12s%n", l.name(), l.type(), l.detail(), shape,
                        l.parameters() == 0 ? "" : "%,d".formatted(l.parameters()));
            }
            System.out.printf("  %,d trainable parameters (%,d with moving statistics), %,d multiply-adds an image%n",
                    n.trainable(), n.withMoving(), n.multiplyAdds());
        }
        System.out.printf("%nsettings (--set NAME=VALUE)%n");
        for (ModelCard.Setting o : card.settings())
            System.out.printf("  %-16s %14s  %s%n", o.name(), o.value(), o.meaning());
        return 0;
    }
}
