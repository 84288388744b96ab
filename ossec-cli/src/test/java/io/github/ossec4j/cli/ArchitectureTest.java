package io.github.ossec4j.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house that no compiler holds. */
class ArchitectureTest {
    private static final String ROOT = "io.github.ossec4j";
    private static final List<String> OTHERS = List.of(
            "tools.jackson", "com.ctc.wstx", "org.newsclub", "net.schmizz", "com.hierynomus", "com.github.difflib");

    private static JavaClasses classes = new ClassFileImporter().importClasses(List.of());

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Util|Utils|Helper|Impl)")
                .because("such a name says nothing of what the class does")
                .check(classes);
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(ROOT + ".api.Manager")
                .should()
                .haveNameMatching(".*[.$a-z]Manager")
                .because("the manager is OSSEC's own")
                .check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("a package must be understood without those that use it")
                .check(classes);
    }

    @Test
    void linesAreReadWithoutRegularExpressions() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".io.text")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.regex")
                .because("this is the hot path")
                .check(classes);
    }

    @Test
    void onlyTheCommandWritesToTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".cli")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("a library has no terminal")
                .check(classes);
    }

    @Test
    void typesOfOthersStayInside() {
        DescribedPredicate<JavaClass> ofOthers = DescribedPredicate.describe(
                "of a library", type -> OTHERS.stream().anyMatch(type.getPackageName()::startsWith));
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .haveRawReturnType(ofOthers)
                .orShould()
                .haveRawParameterTypes(DescribedPredicate.describe(
                        "of a library", types -> types.stream().anyMatch(ofOthers)))
                .because("users must not depend on the libraries that we happen to use")
                .check(classes);
    }
}
