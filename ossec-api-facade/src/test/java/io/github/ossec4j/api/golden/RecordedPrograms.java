package io.github.ossec4j.api.golden;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Substitutes for OSSEC's programs in cases that control daemons or test the configuration: they print what the
 * recorded ones must have printed, in order.
 */
final class RecordedPrograms {
    private static final String TIMESTAMP = "2026/11/22 05:50:00";
    private static final String TEST = "/manager/configuration/test";
    private static final String TRUNCATED =
            "{\"error\":0,\"data\":[{\"daemon\":\"ossec-maild\",\"status\":\"running\"},"
                    + "{\"daemon\":\"ossec-execd\",\"status\":\"error\"}";

    /** What the script of OSSEC 4.x prints, which has no JSON mode: docs/formats/control.md, "Control script". */
    private static final Map<String, String> LINES = Map.of(
            "start", "Started ossec-execd...\nossec-analysisd already running...\nCompleted.\n",
            "stop", "Killing ossec-execd .. \nossec-analysisd not running...\nOSSEC HIDS Stopped\n",
            "restart", "Killing ossec-execd .. \nOSSEC HIDS Stopped\nStarted ossec-execd...\nCompleted.\n");

    private RecordedPrograms() {}

    /** Puts the programs into the home if the requests need them, and what they print beside it. */
    static void install(Path home, JsonNode requests, boolean of43) throws IOException {
        Map<String, List<String>> answers = new HashMap<>();
        List<String> tests = new ArrayList<>();
        boolean failsToStart = false;
        for (JsonNode request : requests) {
            String path = request.path("path").asString();
            JsonNode response =
                    request.has("response_pattern") ? request.path("response_pattern") : request.path("response");
            if (request.path("method").asString().equals("PUT") && path.startsWith("/manager/")) {
                boolean broken = response.path("error").asString("").equals("02");
                String action = path.substring("/manager/".length());
                answers.computeIfAbsent(action, key -> new ArrayList<>())
                        .add(of43 ? LINES.getOrDefault(action, "") : broken ? TRUNCATED : toolJson(response));
                failsToStart |= response.path("error").asInt(0) == 21;
            } else if (path.equals(TEST)) {
                tests.add(
                        response.path("error").asInt(0) == 82
                                ? response.path("message").asString()
                                : "[]");
            }
        }
        if (answers.isEmpty() && tests.isEmpty()) {
            return;
        }
        Path outside = Files.createDirectory(home.resolveSibling("programs"));
        script(home.resolve("bin/ossec-control"), controlScript(outside, answers, of43));
        script(home.resolve("bin/ossec-logtest"), testScript(outside, tests, failsToStart));
    }

    private static String toolJson(JsonNode response) {
        int error = response.path("error").asInt(0);
        return error == 0
                ? "{\"error\":0,\"data\":" + response.path("data") + "}"
                : "{\"error\":" + error + ",\"message\":" + response.path("message") + "}";
    }

    private static String controlScript(Path outside, Map<String, List<String>> answers, boolean withoutJson)
            throws IOException {
        for (Map.Entry<String, List<String>> action : answers.entrySet()) {
            for (int i = 0; i < action.getValue().size(); i++) {
                Files.writeString(
                        outside.resolve(action.getKey() + "." + i),
                        action.getValue().get(i));
            }
        }
        return "#!/bin/sh\n"
                + (withoutJson ? "[ $# = 1 ] || { echo \"Usage: $0 {start|stop|restart|status}\"; exit 1; }\n" : "")
                + "for action; do :; done\ncd " + outside + "\n"
                + "n=$(cat \"$action.count\" 2>/dev/null || echo 0)\necho $((n + 1)) > \"$action.count\"\n"
                + "cat \"$action.$n\"\n";
    }

    private static String testScript(Path outside, List<String> tests, boolean failsToStart) throws IOException {
        String printed = "";
        for (String test : tests) {
            StringBuilder lines = new StringBuilder();
            pythonTexts(test).forEach(line -> lines.append(line).append('\n'));
            printed = lines.toString().replace("<timestamp>", TIMESTAMP);
        }
        if (printed.isEmpty() && failsToStart) {
            printed = TIMESTAMP + " ossec-testrule(1202): ERROR: Configuration problem. Exiting.\n";
        }
        Path output = outside.resolve("logtest");
        Files.write(output, printed.getBytes(StandardCharsets.ISO_8859_1));
        return "#!/bin/sh\ncat " + output + " >&2\nexit " + (printed.isEmpty() ? 0 : 1) + "\n";
    }

    /** The texts of a list as Python writes it; their bytes as Latin-1. */
    static List<String> pythonTexts(String list) {
        var texts = new ArrayList<String>();
        int i = 1;
        while (i < list.length() - 1) {
            char quote = list.charAt(i++);
            var text = new StringBuilder();
            while (list.charAt(i) != quote) {
                char c = list.charAt(i++);
                if (c == '\\') {
                    char escaped = list.charAt(i++);
                    switch (escaped) {
                        case 'x' -> {
                            text.append((char) Integer.parseInt(list, i, i + 2, 16));
                            i += 2;
                        }
                        case 't' -> text.append('\t');
                        case 'r' -> text.append('\r');
                        case 'n' -> text.append('\n');
                        default -> text.append(escaped);
                    }
                } else {
                    text.append(c);
                }
            }
            texts.add(text.toString());
            i += 3; // quote, comma, blank
        }
        return texts;
    }

    private static void script(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
