package ganvas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The house: each package uses only those before it, and only {@code torch} meets libtorch. */
class ArchitectureTest {
    private static final List<String> ORDER = List.of("result", "study", "words", "claim", "report", "web", "torch", "nn", "data", "train",
            "gan", "vae", "hybrid", "zoo", "metric", "lab", "cli");

    private static final com.tngtech.archunit.core.domain.JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("ganvas");

    @Test
    void eachPackageUsesOnlyThoseBeforeIt() {
        for (int i = 0; i < ORDER.size() - 1; i++) {
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream().map(p -> "ganvas." + p + "..").toArray(String[]::new);
            noClasses().that().resideInAPackage("ganvas." + ORDER.get(i) + "..").should().dependOnClassesThat().resideInAnyPackage(later)
                    .allowEmptyShould(true).check(CLASSES);
        }
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        org.assertj.core.api.Assertions.assertThat(CLASSES.stream().map(c -> c.getPackageName().split("\\.")[1]).distinct().toList())
                .isSubsetOf(ORDER).hasSizeGreaterThan(10);
    }

    @Test
    void onlyTorchMeetsLibtorch() {
        noClasses().that().resideOutsideOfPackage("ganvas.torch..").should().dependOnClassesThat().resideInAPackage("org.bytedeco..").check(CLASSES);
    }

    @Test
    void whatTellsPeopleNeedsNoNatives() {
        noClasses().that().resideInAnyPackage("ganvas.result..", "ganvas.study..", "ganvas.words..", "ganvas.claim..", "ganvas.report..", "ganvas.web..")
                .should().dependOnClassesThat().resideInAnyPackage("ganvas.torch..", "org.bytedeco..").check(CLASSES);
    }

    @Test
    void vaeNeverUsesGan() {
        noClasses().that().resideInAPackage("ganvas.vae..").should().dependOnClassesThat().resideInAPackage("ganvas.gan..").check(CLASSES);
    }
}
