package ganvas.fuzz;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import ganvas.file.Json;
import ganvas.file.Npz;
import ganvas.problem.Problem;
import ganvas.report.Fixture;
import ganvas.report.Report;
import ganvas.result.RunFolder;
import ganvas.result.RunOutcome;
import ganvas.result.Summary;
import ganvas.study.MadeCatalogue;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.study.StudyFiles;
import ganvas.torch.Dtype;
import ganvas.torch.Pickle;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.torch.WeightFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each way in which something that is loaded could run code, and that it does not. */
class NothingRunsTest {
    private static final Path WEIGHTS = Path.of("src/test/resources/weights");

    @TempDir
    Path folder;

    /** Python's ways to name an object and to call it; each would make a file if it were followed. */
    @ParameterizedTest
    @ValueSource(strings = {"cos\nsystem\n(S'COMMAND'\ntR.", "cos\nsystem\nU\7COMMAND\u0085R.",
            "(S'COMMAND'\nios\nsystem\n.", "(cos\nsystem\nS'COMMAND'\no.",
            "U\2osU\6system\u0093U\7COMMAND\u0085R.", "cos\nsystem\nU\7COMMAND\u0085\u0081.",
            "cos\nsystem\nU\7COMMAND\u0085}\u0092.", "\u0082\1.", "c__builtin__\neval\n.",
            "c__builtin__\ngetattr\n.", "cbuiltins\nexec\n.", "cnt\nsystem\n.", "csubprocess\nPopen\n.",
            "cnumpy\nload\n.", "ctorch\nload\n.", "ctorch.storage\n_load_from_bytes\n.",
            "cnumpy.core.multiarray\nos.system\n.", "U\5torchU\11os.system\u0093."})
    void aPickleThatAsksForAnObjectIsRefused(String code) throws IOException {
        Path canary = folder.resolve("it-ran");
        byte[] pickle = ("\u0080\2" + code.replace("COMMAND", "touch i")).getBytes(StandardCharsets.ISO_8859_1);
        assertThat("touch i").hasSameSizeAs("COMMAND");
        Path file = Files.write(folder.resolve("evil.pth"), pickle);
        assertThatThrownBy(() -> WeightFile.read(file)).isInstanceOf(Problem.class).hasMessageContaining("evil.pth");
        assertThatThrownBy(() -> WeightFile.read(Files.write(file, zipped(pickle)))).isInstanceOf(Problem.class)
                .hasMessageContaining("evil.pth");
        assertThatThrownBy(() -> Pickle.arrays(pickle, "data_batch_1")).isInstanceOf(Problem.class).message()
                .contains("data_batch_1")
                .containsAnyOf("loading that could run code, so it is refused", "do not use");
        assertThat(canary).doesNotExist();
        assertThat(Path.of("i")).doesNotExist();
    }

    private static byte[] zipped(byte[] pickle) throws IOException {
        return Packed.zip(Map.of("evil/data.pkl", pickle), true);
    }

    /** The code in a TorchScript archive is not even looked at. */
    @Test
    void torchScriptIsNotRead() throws IOException {
        Map<String, byte[]> entries = Packed.unzip(Files.readAllBytes(WEIGHTS.resolve("script.pt")));
        var code = entries.keySet().stream().filter(n -> n.contains("/code/")).toList();
        assertThat(code).isNotEmpty();
        code.forEach(name -> entries.put(name, "import os; os.system('touch i')".getBytes(StandardCharsets.UTF_8)));
        try (var _ = new Scope()) {
            Map<String, Tensor> whole = WeightFile.read(WEIGHTS.resolve("script.pt"));
            Map<String, Tensor> other = WeightFile.read(
                    Files.write(folder.resolve("script.pt"), Packed.zip(entries, true)));
            assertThat(other.keySet()).isEqualTo(whole.keySet());
            other.forEach((name, t) -> assertThat(t.to(Dtype.FLOAT64).toDoubles())
                    .isEqualTo(whole.get(name).to(Dtype.FLOAT64).toDoubles()));
        }
        assertThat(Path.of("i")).doesNotExist();
    }

    /** NumPy pickles what is no number. */
    @Test
    void arraysOfObjectsAreRefused() throws IOException {
        byte[] header = "\u0093NUMPY\1\0\73\0{'descr': '|O', 'fortran_order': False, 'shape': (1,), }  \n"
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] pickle = "\u0080\2cos\nsystem\nU\7touch i\u0085R.".getBytes(StandardCharsets.ISO_8859_1);
        byte[] array = Arrays.copyOf(header, header.length + pickle.length);
        System.arraycopy(pickle, 0, array, header.length, pickle.length);
        Path file = Files.write(folder.resolve("x.npz"), Packed.zip(Map.of("arr_0.npy", array), false));
        assertThatThrownBy(() -> Npz.read(file)).isInstanceOf(Problem.class)
                .hasMessageContaining("expected numbers; found |O [1]");
        assertThat(Path.of("i")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://localhost/\"]]]]",
            "!!java.io.FileOutputStream [i]", "!Object {}",
            "!!python/object/apply:os.system ['touch i']", "&a A", "*a"})
    void yamlIsPlainData(String value) {
        assertThatThrownBy(() -> StudyFiles.parse("s.yaml", "study: a\ntitle: " + value + "\n", MadeCatalogue.get()))
                .isInstanceOf(Problem.class)
                .message().startsWith("s.yaml:2:8: title: expected plain data, found the "
                        + (value.startsWith("&") ? "anchor" : value.startsWith("*") ? "alias" : "tag"));
    }

    /** JSON names no classes: where it has a choice, it is among our own by a word. */
    @Test
    void jsonNamesNoClasses() {
        String check = "{\"id\": \"a\", \"says\": \"b\", \"checks\": [{\"kind\": \"%s\", \"arm\": \"a\", \"network\": "
                + "\"b\", \"counted\": \"c\", \"value\": 1%s}]}";
        assertThat(Json.parse(check.formatted("count", ""), ganvas.study.Claim.class, "x").checks()).hasSize(1);
        for (String bad : List.of(check.formatted("javax.script.ScriptEngineManager", ""),
                check.formatted("count", ", \"@class\": \"java.io.File\""))) {
            assertThatThrownBy(() -> Json.parse(bad, ganvas.study.Claim.class, "study.json"))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("study.json is not what Ganvas writes there");
        }
    }

    /** Classes, arms, titles, problems and paths may all come from strangers. */
    @Test
    void theReportShowsTagsAsText() throws IOException {
        String evil = "<script>alert(1)</script>\"'&", arm = "<img src=x onerror=alert(2)>";
        Path out = folder.resolve("a <i> folder");
        Study s = Fixture.study(List.of(new StudyArm(arm, "gan", evil, 900_000, Map.of(evil, evil)), Fixture.VAE), 1);
        var dataset = new Summary.DatasetInfo("folder:" + evil, 1, 1, 1, 1, 28, 28,
                java.util.Collections.nCopies(10, evil), evil);
        Fixture.write(out,
                new Study(evil, "ganvas compare --out " + out + evil, dataset, s.arms(), s.seeds(), List.of(evil)));
        RunFolder run = RunFolder.of(out, arm, 1);
        Json.write(run.outcome(), new RunOutcome(RunOutcome.DIVERGED, 1, 1, 1, 1, evil + " was damaged"));
        String page = Files.readString(Report.write(out));
        assertThat(page).doesNotContain("<script", "<img src=x", "<i> folder").contains("&lt;script&gt;alert(1)",
                "&lt;img src=x onerror=alert(2)&gt;", "&lt;i&gt; folder");
    }

    /** What could run something is not used at all. */
    @Test
    void theProgramHasNoWayToRunWhatItLoads() {
        var classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("ganvas");
        noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream")
                .orShould().dependOnClassesThat().areAssignableTo(ClassLoader.class)
                .orShould().dependOnClassesThat()
                .resideInAnyPackage("javax.script..", "javax.tools..", "java.rmi..", "javax.naming..", "java.beans..")
                // libtorch's readers of pickles and of TorchScript, and what runs the latter.
                .orShould()
                .dependOnClassesThat(nameMatching(
                        "org\\.bytedeco\\.pytorch\\.(.*Jit.*|.*CompilationUnit|.*Unpickler|Pickle.*|InputArchive|"
                                + "PyTorchStreamReader|ScriptTypeParser|Graph(Function|Executor).*|PyInterpreter.*)"))
                .orShould()
                .callMethodWhere(target(nameMatching("forName|defineClass|defineHiddenClass.*"))
                        .and(target(owner(resideInAPackage("java.lang..")))))
                .orShould().callMethodWhere(target(name("exec")).and(target(owner(assignableTo(Runtime.class)))))
                .orShould()
                .callMethodWhere(target(nameMatching(
                        "load|load_jit.*|pickle_load|unpickle|import_ir_module|jitModule.*|"
                                + "parse_and_initialize_jit_module|compile"))
                        .and(target(owner(assignableTo("org.bytedeco.pytorch.global.torch")))))
                // Jackson's way to let the text name a class.
                .orShould()
                .callMethodWhere(target(nameMatching("activateDefaultTyping.*|enableDefaultTyping.*|setDefaultTyping")))
                .check(classes);
        assertThat(classes.stream().filter(c -> c.isAnnotatedWith(JsonTypeInfo.class))
                .map(c -> c.getAnnotationOfType(JsonTypeInfo.class).use()))
                .isNotEmpty().containsOnly(JsonTypeInfo.Id.NAME);
        // Finds the metrics of this program on its own class path; no file that is read names a class.
        noClasses().that().haveNameNotMatching("ganvas\\.words\\.MetricCatalogue(\\$.*)?")
                .should().dependOnClassesThat().haveFullyQualifiedName("java.util.ServiceLoader").check(classes);
        // Starts this program again, with words of the command line.
        noClasses().that().haveNameNotMatching("ganvas.cli.(ParallelRuns|ErrorTerminal)")
                .should().dependOnClassesThat().haveFullyQualifiedName("java.lang.ProcessBuilder").check(classes);
    }
}
