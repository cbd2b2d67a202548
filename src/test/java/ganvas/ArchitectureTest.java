package ganvas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each package uses only those before it, only {@code torch} uses libtorch, and few files need each other. */
class ArchitectureTest {
    private static final List<String> ORDER = List.of("problem", "file", "result", "study", "words", "claim", "verdict",
            "report", "web", "torch", "nn", "data", "train", "gan", "vae", "hybrid", "zoo", "metric", "lab", "api",
            "cluster", "cli");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("ganvas");

    @Test
    void eachPackageUsesOnlyThoseBeforeIt() {
        for (int i = 0; i < ORDER.size() - 1; i++) {
            String[] later = ORDER.subList(i + 1, ORDER.size()).stream().map(p -> "ganvas." + p + "..")
                    .toArray(String[]::new);
            noClasses().that().resideInAPackage("ganvas." + ORDER.get(i) + "..").should().dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .allowEmptyShould(true).check(CLASSES);
        }
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        assertThat(CLASSES.stream().map(c -> c.getPackageName().split("\\.")[1]).distinct().toList())
                .isSubsetOf(ORDER).hasSizeGreaterThan(10);
    }

    @Test
    void onlyTorchMeetsLibtorch() {
        noClasses().that().resideOutsideOfPackage("ganvas.torch..").should().dependOnClassesThat()
                .resideInAPackage("org.bytedeco..").check(CLASSES);
    }

    @Test
    void whatTellsPeopleNeedsNoNatives() {
        noClasses().that()
                .resideInAnyPackage("ganvas.problem..", "ganvas.file..", "ganvas.result..", "ganvas.study..",
                        "ganvas.words..", "ganvas.claim..", "ganvas.verdict..", "ganvas.report..", "ganvas.web..")
                .should().dependOnClassesThat().resideInAnyPackage("ganvas.torch..", "org.bytedeco..").check(CLASSES);
    }

    @Test
    void vaeNeverUsesGan() {
        noClasses().that().resideInAPackage("ganvas.vae..").should().dependOnClassesThat()
                .resideInAPackage("ganvas.gan..").check(CLASSES);
    }

    @Test
    void torchKnowsOfRunsNothing() {
        noClasses().that().resideInAPackage("ganvas.torch..").should().dependOnClassesThat()
                .resideInAPackage("ganvas.result..").check(CLASSES);
    }

    @Test
    void noPackageNeedsItself() {
        slices().matching("ganvas.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    /** Files that need each other can only be understood together. */
    @ParameterizedTest
    @MethodSource("packages")
    void noMoreThanThreeFilesNeedEachOther(String shelf) {
        assertThat(Rings.of(CLASSES, "ganvas." + shelf))
                .allSatisfy(ring -> assertThat(ring).hasSizeLessThanOrEqualTo(3));
    }

    /** A name that stands once can be searched for. Nested types may share theirs with other nested types. */
    @ParameterizedTest
    @MethodSource("packages")
    void aTopLevelTypeHasItsNameAlone(String shelf) {
        List<JavaClass> named = CLASSES.stream()
                .filter(c -> !c.isAnonymousClass() && !c.getSimpleName().equals("package-info")).toList();
        for (JavaClass c : named) {
            if (!c.getPackageName().equals("ganvas." + shelf)) continue;
            assertThat(named.stream().filter(o -> o != c && o.getSimpleName().equals(c.getSimpleName()))
                    .filter(o -> !(o.isNestedClass() && c.isNestedClass()))).as(c.getName()).isEmpty();
        }
    }

    static List<String> packages() {
        return CLASSES.stream().map(c -> c.getPackageName().replaceFirst("^ganvas\\.", "")).distinct().sorted()
                .toList();
    }
}
