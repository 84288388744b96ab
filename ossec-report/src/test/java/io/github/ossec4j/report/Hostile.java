package io.github.ossec4j.report;

import io.github.ossec4j.fixtures.FileState;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;

/** Names, paths and findings that try to be more than text. */
final class Hostile {
    /** What would be markup, in text, in attributes, and in a style sheet; and text that only looks like that. */
    static final List<String> TEXTS = List.of(
            "<script>document.title='owned'</script>",
            "<img src=x onerror=document.title='owned'>",
            "\"><svg onload=\"document.title='owned'\">",
            "'><b style='position:fixed'>",
            "</title></style></textarea></script><h1>owned",
            "<!--",
            "]]>",
            "&lt;b&gt; &amp; &copy &#60;",
            "{{7*7}} ${7*7} @if(true) #{7*7}",
            "javascript:document.title='owned'",
            "caf\u00e9 \ud83d\ude00 \u4e2d\u6587",
            "exe\u202egnp.txt",
            "zero\u200bwidth\u0007\u001b[31m");

    static final String TITLE = "</title><script>document.title='owned'</script>";

    private Hostile() {}

    static void write(Path directory) throws IOException {
        OssecHomeFixture home = OssecHomeFixture.builder(Homes.NOW).zone(ZoneOffset.UTC);
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = TEXTS.get(i);
            String name = text.replace('/', '_').replace(' ', '_');
            home.agent(
                    name,
                    agent -> agent.address("192.0.2.1")
                            .syscheck(files -> {
                                files.at(Homes.NOW.minus(Duration.ofDays(40)))
                                        .baseline("/etc/hosts")
                                        .completed()
                                        .at(Homes.NOW.minus(Duration.ofDays(2)));
                                files.seen("/" + text, FileState.containing("x").mode(04777));
                                files.seen(
                                        RawText.of(("/latin1 \u00e9 " + text).getBytes(StandardCharsets.ISO_8859_1)),
                                        FileState.containing("x"));
                            })
                            .rootcheck(policy -> policy.scanned(Homes.NOW.minusSeconds(60))
                                    .outstanding(
                                            "System Audit: " + text + " {CIS: 1.1 " + text + "} {" + text + ": 2}.")
                                    .outstanding(text)));
        }
        home.writeTo(directory);
        Path alerts = directory.resolve("logs/alerts/2026/Nov/ossec-alerts-27.log");
        Files.createDirectories(alerts.getParent());
        for (String text : TEXTS) {
            Files.writeString(
                    alerts,
                    Homes.alert(Homes.NOW.getEpochSecond(), "x" + text, 5716, 5, text, text),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }
}
