package io.github.ossec4j.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house that no compiler holds. */
class ArchitectureTest {
    private static final String ROOT = "io.github.ossec4j";
    private static final List<String> OTHERS = List.of(
            "tools.jackson",
            "com.ctc.wstx",
            "org.newsclub",
            "org.eclipse.jetty",
            "io.prometheus",
            "org.slf4j",
            "org.bouncycastle",
            "net.schmizz",
            "com.hierynomus",
            "com.github.difflib");

    private static final int MOST_COMPONENTS = 8;

    /** Options that are made by a builder, which grows without a break; nobody else calls their constructors. */
    private static final Set<String> RECORDS_WITH_BUILDERS =
            Set.of(ROOT + ".agentless.AgentlessOptions", ROOT + ".agentless.ssh.SshOptions");

    private static final Set<String> LETTERS =
            Set.of("byte", "char", "java.lang.Byte", "java.lang.Character", "[B", "[C");

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
    void publicRecordsHaveFewComponents() {
        classes()
                .that()
                .areRecords()
                .and()
                .arePublic()
                .should(ArchCondition.from(describe(
                        "have at most " + MOST_COMPONENTS + " components",
                        type -> RECORDS_WITH_BUILDERS.contains(type.getName())
                                || type.reflect().getRecordComponents().length <= MOST_COMPONENTS)))
                .because("one component more breaks everyone who calls the constructor")
                .check(classes);
    }

    @Test
    void configurationIsNoRecord() {
        classes()
                .that()
                .haveNameMatching(".*[.]model[.]conf[.][A-Za-z]*(Section|Entry|Configuration)")
                .and()
                .arePublic()
                .should()
                .notBeRecords()
                .because("every release of OSSEC has more settings")
                .check(classes);
    }

    @Test
    void valuesCarryNoBytesOfTheFiles() {
        DescribedPredicate<JavaClass> letter =
                describe("a byte or a character", type -> LETTERS.contains(type.getName()));
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage(ROOT + ".model..")
                .and()
                .areDeclaredInClassesThat()
                .doNotHaveFullyQualifiedName(ROOT + ".model.RawText") // which represents bytes
                .should()
                .haveRawReturnType(letter)
                .orShould()
                .haveRawParameterTypes(describe(
                        "with a byte or a character", types -> types.stream().anyMatch(letter)))
                .orShould()
                .haveNameMatching("(?i).*flag.*")
                .because("how a record is written is the business of who reads and writes it")
                .check(classes);
    }

    @Test
    void typesOfOthersStayInside() {
        DescribedPredicate<JavaClass> ofOthers =
                describe("of a library", type -> OTHERS.stream().anyMatch(type.getPackageName()::startsWith));
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .haveRawReturnType(ofOthers)
                .orShould()
                .haveRawParameterTypes(
                        describe("of a library", types -> types.stream().anyMatch(ofOthers)))
                .because("users must not depend on the libraries that we happen to use")
                .check(classes);
    }
}
