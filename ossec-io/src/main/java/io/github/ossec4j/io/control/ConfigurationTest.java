package io.github.ossec4j.io.control;

import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.conf.ConfigurationCheck;
import io.github.ossec4j.io.conf.ConfigurationFinding;
import io.github.ossec4j.io.process.Program;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Whether OSSEC would start with the present configuration: configuration, decoders and rules are tested by {@code
 * bin/ossec-logtest -t}; without that program, only {@code etc/ossec.conf} is tested by {@link ConfigurationCheck},
 * and the result says so.
 *
 * <p>The program needs the rights of OSSEC's users. Immutable, safe to share. Source: {@code docs/formats/control.md},
 * "Configuration test".
 */
public final class ConfigurationTest {
    /** How long the program may take by default. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);

    private static final int CANNOT_READ = 1226;

    private final OssecHome home;
    private final Duration timeout;

    private ConfigurationTest(OssecHome home, Duration timeout) {
        this.home = home;
        this.timeout = timeout;
    }

    /** The test of this home. */
    public static ConfigurationTest at(OssecHome home) {
        return new ConfigurationTest(home, DEFAULT_TIMEOUT);
    }

    /** The same with another timeout. */
    public ConfigurationTest withTimeout(Duration newTimeout) {
        return new ConfigurationTest(home, newTimeout);
    }

    /** What performed the test. */
    public enum Tester {
        /** {@code bin/ossec-logtest}: configuration, decoders and rules. */
        OSSEC_LOGTEST,
        /** {@link ConfigurationCheck}: {@code etc/ossec.conf} only. */
        OSSEC4J
    }

    /**
     * The result of the test.
     *
     * @param tester what performed the test
     * @param isPassed whether OSSEC would start: exit status 0 and no line with {@code ERROR}; for ossec4j's own
     *     check, no finding
     * @param exitStatus of the program; empty for ossec4j's own check
     * @param messages the program's lines on standard error, unchanged, including times; for ossec4j's own check,
     *     what the program would have printed, without times
     * @param findings of ossec4j's own check, with lines; empty for the program
     */
    public record Result(
            Tester tester,
            boolean isPassed,
            OptionalInt exitStatus,
            List<RawText> messages,
            List<ConfigurationFinding> findings) {
        /** Copies the lists. */
        public Result {
            messages = List.copyOf(messages);
            findings = List.copyOf(findings);
        }
    }

    /**
     * Runs the test.
     *
     * @throws AccessDeniedException if this user may not run the program or read the file
     * @throws CommandTimeoutException if the program took too long
     * @throws IOException if the program cannot be run, or the file cannot be read
     */
    public Result run() throws IOException {
        Path program = home.root().resolve("bin").resolve("ossec-logtest");
        if (!AgentControl.isProgram(program)) {
            return ownCheck();
        }
        if (!Files.isExecutable(program)) {
            throw new AccessDeniedException(program.toString());
        }
        CommandOutcome outcome = Command.run(
                Program.of(List.of(program.toAbsolutePath().toString(), "-t"))
                        .withDirectory(home.root())
                        .withErrorsOnly(),
                timeout);
        List<RawText> lines = lines(outcome.output());
        boolean noError = lines.stream().noneMatch(line -> line.lossless().contains("ERROR"));
        return new Result(
                Tester.OSSEC_LOGTEST,
                outcome.isSuccess() && noError,
                OptionalInt.of(outcome.exitStatus()),
                lines,
                List.of());
    }

    private Result ownCheck() throws IOException {
        Path file = home.configuration();
        List<ConfigurationFinding> findings;
        try {
            findings = ConfigurationCheck.ossecConf(file);
        } catch (NoSuchFileException e) {
            findings = List.of(new ConfigurationFinding(
                    0,
                    CANNOT_READ,
                    "Error reading XML file '" + file + "': XMLERR: File '" + file + "' not found. (line 0)."));
        } catch (OssecFormatException e) {
            findings = List.of(new ConfigurationFinding(
                    Math.toIntExact(e.lineNumber()), CANNOT_READ, String.valueOf(e.getMessage())));
        }
        List<RawText> messages = findings.stream()
                .map(finding -> RawText.fromLossless("ossec4j(" + finding.code() + "): ERROR: " + finding.message()))
                .toList();
        return new Result(Tester.OSSEC4J, findings.isEmpty(), OptionalInt.empty(), messages, findings);
    }

    private static List<RawText> lines(RawText text) {
        var lines = new ArrayList<RawText>();
        byte[] bytes = text.bytes();
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length ? i > start : bytes[i] == '\n') {
                lines.add(RawText.of(bytes, start, i));
                start = i + 1;
            }
        }
        return lines;
    }
}
