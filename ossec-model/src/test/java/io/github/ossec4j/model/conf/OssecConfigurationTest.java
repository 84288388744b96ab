package io.github.ossec4j.model.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guards what no section may get wrong, whatever settings it grows. */
class OssecConfigurationTest {
    private final List<ConfigurationProblem> problems = new ArrayList<>();

    static List<Class<?>> sectionTypes() {
        return Stream.of(OssecConfiguration.class.getMethods())
                .filter(method -> method.getDeclaringClass() == OssecConfiguration.class && isAccessor(method))
                .map(OssecConfigurationTest::valueType)
                .filter(Section.class::isAssignableFrom)
                .flatMap(type -> Stream.concat(Stream.of(type), Stream.of(type.getDeclaredClasses())))
                .filter(Section.class::isAssignableFrom)
                .<Class<?>>map(type -> type)
                .toList();
    }

    /** The type of the value, or of what an optional one or a list holds. */
    private static Class<?> valueType(Method method) {
        return method.getGenericReturnType() instanceof java.lang.reflect.ParameterizedType type
                ? (Class<?>) type.getActualTypeArguments()[0]
                : method.getReturnType();
    }

    private static boolean isAccessor(Method method) {
        return method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && Modifier.isPublic(method.getModifiers())
                && method.getDeclaringClass() != Object.class;
    }

    /** A name that is misspelled in an accessor would show only when somebody calls it. */
    @Test
    void everyAccessorFindsWhatTheSectionRead() throws ReflectiveOperationException {
        OssecConfiguration configuration = read(
                section("command", Map.of("name", "n", "executable", "e", "expect", "")),
                section("remote", Map.of("connection", "secure")),
                section("active-response", Map.of("disabled", "yes")),
                section("localfile", Map.of("log_format", "syslog", "location", "/l")),
                section("email_alerts", Map.of("email_to", "a@b")),
                section("reports", Map.of("email_to", "a@b")),
                section("syslog_output", Map.of("server", "192.0.2.1")),
                section("integration", Map.of("name", "n")),
                section("agentless", Map.of("type", "t", "host", "h", "state", "periodic")),
                section("syscheck", Map.of("directories", "/etc")));
        assertThat(problems)
                .extracting(ConfigurationProblem::expected)
                .containsExactly("at least one check attribute on directories");
        int sections = 0;
        var open = new ArrayList<Object>(List.of(configuration));
        while (!open.isEmpty()) {
            Object value = open.remove(0);
            for (Method method : value.getClass().getMethods()) {
                if (isAccessor(method) && !method.getName().equals("roots")) {
                    Object found = method.invoke(value);
                    List<?> all = found instanceof List<?> list ? list : List.of(found);
                    all.stream().filter(Section.class::isInstance).forEach(open::add);
                    sections +=
                            (int) all.stream().filter(Section.class::isInstance).count();
                }
            }
        }
        assertThat(sections).isEqualTo(7 + 2 + 9); // all sections once, and the two parts of global
    }

    @ParameterizedTest
    @MethodSource("sectionTypes")
    void whatWorksLikeAPasswordIsASecret(Class<?> type) {
        assertThat(Stream.of(type.getMethods())
                        .filter(OssecConfigurationTest::isAccessor)
                        .filter(method -> method.getName()
                                .toLowerCase(Locale.ROOT)
                                .matches(".*(password|apikey|secret|token|hookurl).*")))
                .allSatisfy(method -> assertThat(valueType(method)).isEqualTo(Secret.class));
    }

    /** Sections are classes so that a setting more breaks nobody; a constructor would make it a break again. */
    @ParameterizedTest
    @MethodSource("sectionTypes")
    void sectionsCanGrow(Class<?> type) {
        assertThat(type.isRecord()).isFalse();
        assertThat(Modifier.isFinal(type.getModifiers())).isTrue();
        assertThat(type.getConstructors()).isEmpty();
    }

    @Test
    void nothingShowsASecret() {
        OssecConfiguration configuration = read(
                section("global", Map.of("smtp_password", "hush")),
                section("database_output", Map.of("password", "hush")),
                section("integration", Map.of("name", "n", "api_key", "hush", "hook_url", "hush")));
        assertThat(configuration.global().email().smtpPassword()).contains(new Secret("hush"));
        assertThat(configuration.toString()).contains("IntegrationSection").doesNotContain("hush");
        assertThat(configuration.roots().toString()).doesNotContain("hush");
    }

    @Test
    void sectionsAreEqualWhereverTheyStand() {
        ConfigurationElement filler = section("localfile", Map.of("log_format", "syslog", "location", "/l"));
        ConfigurationElement alerts = section("alerts", Map.of("log_alert_level", "3"));
        assertThat(read(filler, alerts).alerts())
                .isEqualTo(read(alerts).alerts())
                .hasSameHashCodeAs(read(alerts).alerts())
                .isNotEqualTo(read().alerts());
        assertThat(read(section("alerts", Map.of("log_alert_level", "1"))).alerts())
                .isEqualTo(read().alerts());
    }

    @Test
    void unknownSectionsAndThoseThatLackSomethingAreReported() {
        OssecConfiguration configuration =
                read(section("galaxy", Map.of()), section("remote", Map.of("port", "1")), section("command", Map.of()));
        assertThat(configuration.remotes()).isEmpty();
        assertThat(configuration.commands()).isEmpty();
        assertThat(problems)
                .extracting(ConfigurationProblem::expected)
                .containsExactly(
                        "a section known to OSSEC", "a connection in remote", "name, executable and expect in command");
    }

    @Test
    void theForkNamesItsRulesDifferently() {
        OssecConfiguration configuration = read(
                section("ruleset", Map.of("include", "a.xml")),
                section("rules", Map.of("include", "b.xml")),
                section("ruleset", Map.of("include", "c.xml")));
        assertThat(configuration.rules().includes()).containsExactly("a.xml", "b.xml", "c.xml");
        assertThat(problems).isEmpty();
    }

    @Test
    void configurationWithoutRootsHasDefaults() {
        assertThat(OssecConfiguration.of(List.of(), problems::add).rootcheck().checks())
                .hasSize(RootcheckSection.Check.values().length);
        assertThat(problems).isEmpty();
    }

    private OssecConfiguration read(ConfigurationElement... sections) {
        var root = new ConfigurationElement("ossec_config", Map.of(), "", List.of(sections), 1);
        return OssecConfiguration.of(List.of(root), problems::add);
    }

    private static ConfigurationElement section(String name, Map<String, String> texts) {
        return new ConfigurationElement(
                name,
                Map.of(),
                "",
                texts.entrySet().stream()
                        .map(text -> new ConfigurationElement(text.getKey(), Map.of(), text.getValue(), List.of(), 2))
                        .toList(),
                2);
    }

    @Test
    void lastReportFilterCounts() {
        var first = new ConfigurationElement("user", Map.of("type", "relation"), "a", List.of(), 3);
        var last = new ConfigurationElement("user", Map.of(), "b", List.of(), 4);
        var to = new ConfigurationElement("email_to", Map.of(), "a@b", List.of(), 5);
        var reports = new ConfigurationElement("reports", Map.of(), "", List.of(first, last, to), 2);
        assertThat(read(reports).reports().get(0).user()).isEqualTo(Optional.of(new ReportsSection.Filter("b", false)));
    }
}
