package io.github.ossec4j.io.conf;

import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.xml.ConfigurationBytes;
import io.github.ossec4j.io.xml.DialectException;
import io.github.ossec4j.io.xml.DialectParser;
import io.github.ossec4j.model.conf.ConfigurationElement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what OSSEC's programs would refuse in a configuration; source: {@code docs/formats/ossec.conf.md}, "Check".
 *
 * <p>OSSEC stops at the first error, and each program looks at its own sections only; this check names all errors of
 * all sections, except that it looks for missing children only in sections without unknown ones. It knows the
 * elements of all releases. It does not read other files: rules, decoders, scripts of agentless entries, paths.
 */
public final class ConfigurationCheck {
    /** All spellings of an active response's location. */
    static final Set<String> LOCATIONS =
            Set.of("server", "AS", "analysisd", "analysis-server", "local", "defined-agent", "all", "any");

    private static final Set<String> PATTERNS = Set.of("name", "os", "profile", "overwrite");
    private static final Set<String> CHECKS = Set.of(
            "check_all",
            "check_sum",
            "check_md5sum",
            "check_sha1sum",
            "check_sha256sum",
            "check_size",
            "check_owner",
            "check_group",
            "check_perm");
    private static final Set<String> SWITCHES = Set.of("realtime", "report_changes", "no_recurse");

    private final List<ConfigurationFinding> findings = new ArrayList<>();

    /** Whether a command may have a timeout, by the name of the command; those found so far. */
    private final Map<String, Boolean> commands = new HashMap<>();

    private final Set<String> directories = new HashSet<>();
    private boolean secureSeen;

    /** Whether the current section has unknown children: a seemingly missing one may be misspelled. */
    private boolean unknownChildren;

    private ConfigurationCheck() {}

    /**
     * Checks a manager's {@code etc/ossec.conf}.
     *
     * @return the findings, by line; a file that cannot be parsed has a single one, with code 1226
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IOException if it cannot be read
     * @throws OssecFormatException if it exceeds the limits of {@link OssecConfigurationFile}
     */
    public static List<ConfigurationFinding> ossecConf(Path file) throws IOException {
        return check(file, "ossec_config");
    }

    /**
     * Checks {@code etc/shared/agent.conf}; otherwise like {@link #ossecConf(Path)}.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IOException if it cannot be read
     * @throws OssecFormatException if it exceeds the limits of {@link OssecConfigurationFile}
     */
    public static List<ConfigurationFinding> agentConf(Path file) throws IOException {
        return check(file, "agent_config");
    }

    private static List<ConfigurationFinding> check(Path file, String rootName) throws IOException {
        ConfigurationBytes source = ConfigurationBytes.read(file);
        List<ConfigurationElement> roots;
        try {
            roots = DialectParser.roots(source, SectionRules::isKnownName);
        } catch (DialectException e) {
            return List.of(new ConfigurationFinding(
                    Math.toIntExact(e.lineNumber()),
                    1226,
                    "Error reading XML file '" + file + "': XMLERR: " + e.ossecText() + " (line " + e.lineNumber()
                            + ")."));
        }
        var check = new ConfigurationCheck();
        roots.forEach(root -> check.root(root, rootName));
        if (rootName.equals("ossec_config")) {
            check.mail(roots);
        }
        check.findings.sort(Comparator.comparingInt(ConfigurationFinding::lineNumber));
        return List.copyOf(check.findings);
    }

    private void root(ConfigurationElement root, String rootName) {
        if (!root.name().equals(rootName)) {
            unknown(root);
            return;
        }
        if (rootName.equals("agent_config")) {
            for (String attribute : root.attributes().keySet()) {
                if (!PATTERNS.contains(attribute)) {
                    add(root, 1243, "Unknown attribute '" + attribute + "' of agent_config is ignored.");
                }
            }
        }
        for (ConfigurationElement section : root.children()) {
            Optional<Map<String, SectionRules.Rule>> rules = SectionRules.of(section.name());
            if (rules.isEmpty() || section.children().isEmpty()) {
                unknown(section);
            } else {
                children(section, rules.get());
                whole(section);
            }
        }
    }

    private void children(ConfigurationElement section, Map<String, SectionRules.Rule> rules) {
        unknownChildren = false;
        for (ConfigurationElement child : section.children()) {
            SectionRules.Rule rule = rules.get(ruleName(section, child));
            if (rule == null) {
                unknownChildren = true;
                unknown(child);
            } else if (!rule.accepts().test(child.text())) {
                add(child, rule.code(), invalid(rule.code(), child));
            }
        }
    }

    private static String ruleName(ConfigurationElement section, ConfigurationElement child) {
        String lower = child.name().toLowerCase(Locale.ROOT);
        boolean anyCase = section.name().equals("remote") && !lower.endsWith("-ips");
        return anyCase ? lower : child.name();
    }

    private static String invalid(int code, ConfigurationElement child) {
        return code == 1237
                ? "Invalid ip address: '" + child.text() + "'."
                : "Invalid value for element '" + child.name() + "': " + child.text() + ".";
    }

    /** Checks that do not depend on a single child alone. */
    private void whole(ConfigurationElement section) {
        switch (section.name()) {
            case "remote" -> remote(section);
            case "command" -> command(section);
            case "active-response" -> activeResponse(section);
            case "localfile" -> {
                require(section, 1901, "log_format");
                if (section.child("command").isEmpty()) {
                    require(section, 1902, "location");
                }
            }
            case "email_alerts" -> require(section, 1224, "email_to");
            case "syslog_output" -> require(section, 5301, "server");
            case "integration" -> require(section, 5302, "name");
            case "client" -> {
                if (section.child("server-hostname").isEmpty()) {
                    require(section, 0, "server-ip");
                }
            }
            case "syscheck" -> section.children("directories").forEach(this::directories);
            case "agentless" -> agentless(section);
            default -> {
                // the others have nothing that depends on several children
            }
        }
    }

    private void remote(ConfigurationElement section) {
        boolean connection = false;
        for (ConfigurationElement child : section.children()) {
            if (child.name().equalsIgnoreCase("connection")) {
                connection = true;
                if (child.text().equals("secure")) {
                    if (secureSeen) {
                        add(child, 1244, "Secure connection defined more than once.");
                    }
                    secureSeen = true;
                }
            }
        }
        if (!connection) {
            missing(section, 1201, "connection");
        }
    }

    private void command(ConfigurationElement section) {
        require(section, 1280, "name");
        require(section, 1280, "executable");
        require(section, 1280, "expect");
        section.text("name")
                .ifPresent(name -> commands.put(
                        name,
                        section.text("timeout_allowed").filter("yes"::equals).isPresent()));
    }

    private void activeResponse(ConfigurationElement section) {
        if (section.text("disabled").filter("yes"::equals).isPresent()) {
            return;
        }
        require(section, 1281, "command");
        require(section, 1281, "location");
        section.child("command").ifPresent(command -> {
            Boolean timeoutAllowed = commands.get(command.text());
            if (timeoutAllowed == null) {
                add(command, 1303, "Command '" + command.text() + "' is not defined before its use.");
            } else if (!timeoutAllowed && section.child("timeout").isPresent()) {
                add(section, 1305, "Command '" + command.text() + "' does not allow a timeout.");
            }
        });
        if (section.text("location").filter("defined-agent"::equals).isPresent()) {
            require(section, 1304, "agent_id");
        }
    }

    private void directories(ConfigurationElement element) {
        boolean anyCheck = false;
        for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
            String name = attribute.getKey();
            if (CHECKS.contains(name) || SWITCHES.contains(name)) {
                anyCheck |= CHECKS.contains(name);
                if (!attribute.getValue().equals("yes") && !attribute.getValue().equals("no")) {
                    add(element, 1702, "Invalid option '" + name + "' of directories: " + attribute.getValue() + ".");
                }
            } else if (!name.equals("restrict")) {
                add(element, 1702, "Unknown option '" + name + "' of directories.");
            }
        }
        if (!anyCheck) {
            add(element, 1701, "No check option for directories.");
        }
        for (String item : element.text().split(",", -1)) {
            String path = item.strip();
            if (!path.isEmpty() && !directories.add(path)) {
                add(element, 1756, "Directory '" + path + "' is given more than once.");
            }
        }
    }

    private void agentless(ConfigurationElement section) {
        if (section.child("host").isEmpty()
                || section.child("type").isEmpty()
                || section.child("state").isEmpty()) {
            addMissing(section, 7103, "Missing agentless options.");
            return;
        }
        boolean periodicOnly = section.children("state").stream()
                .allMatch(state -> state.text().equals("periodic"));
        boolean zero = section.text("frequency")
                .filter(text -> text.chars().allMatch(c -> c == '0'))
                .isPresent();
        if (periodicOnly && zero) {
            add(section, 7102, "Frequency not set for the periodic option.");
        }
    }

    /** Mail needs addresses and a server, which may be in any of the global sections. */
    private void mail(List<ConfigurationElement> roots) {
        List<ConfigurationElement> globals =
                roots.stream().flatMap(root -> root.children("global").stream()).toList();
        unknownChildren = false;
        String notification = "no";
        for (ConfigurationElement global : globals) {
            notification = global.text("email_notification").orElse(notification);
        }
        if (notification.equals("yes")) {
            for (String name : List.of("email_to", "email_from", "smtp_server")) {
                if (globals.stream().allMatch(global -> global.child(name).isEmpty())) {
                    missing(globals.get(0), 0, name);
                }
            }
        }
    }

    private void require(ConfigurationElement section, int code, String name) {
        if (section.child(name).isEmpty()) {
            missing(section, code, name);
        }
    }

    private void missing(ConfigurationElement section, int code, String name) {
        addMissing(section, code, "Missing element '" + name + "' in '" + section.name() + "'.");
    }

    private void addMissing(ConfigurationElement section, int code, String message) {
        if (!unknownChildren) {
            add(section, code, message);
        }
    }

    private void unknown(ConfigurationElement element) {
        add(element, 1230, "Invalid element in the configuration: '" + element.name() + "'.");
    }

    private void add(ConfigurationElement element, int code, String message) {
        findings.add(new ConfigurationFinding(element.lineNumber(), code, message));
    }
}
