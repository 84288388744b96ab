package io.github.ossec4j.model.rootcheck;

import io.github.ossec4j.model.RawText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts of a rootcheck text such as {@code System Audit: SSH - root login permitted {PCI_DSS: 2.2.4}. File:
 * /etc/ssh/sshd_config. Reference: 1 .}
 *
 * <p>Every part except the title may be missing, and any text is a finding with a title: nothing is refused.
 *
 * @param category the words before the first colon, if they are one of OSSEC's: {@code System Audit}, {@code Windows
 *     Audit}, {@code Windows Malware}, {@code Application Found}
 * @param title what was found, without category, tags, file, reference and the hashes that OSSEC 4.x appends
 * @param file the file or registry key it was found in, after {@code File:} or {@code Process:}
 * @param reference further reading, after {@code Reference:}
 * @param tags rules of standards it violates, in order
 */
public record PolicyFinding(
        Optional<String> category,
        String title,
        Optional<RawText> file,
        Optional<String> reference,
        List<ComplianceTag> tags) {
    private static final List<String> CATEGORIES =
            List.of("System Audit", "Windows Audit", "Windows Malware", "Application Found");

    private static final String FILE = ". File: ";
    private static final String PROCESS = ". Process: ";
    private static final String REFERENCE = " Reference: ";
    private static final String MD5 = " MD5=";
    private static final String SHA1 = " SHA1=";

    /** Copies the tags. */
    public PolicyFinding {
        tags = List.copyOf(tags);
    }

    /** Parses any text. */
    public static PolicyFinding parse(RawText text) {
        String rest = withoutHashes(text.lossless());
        Optional<String> category = Optional.empty();
        int colon = rest.indexOf(": ");
        if (colon >= 0 && CATEGORIES.contains(rest.substring(0, colon))) {
            category = Optional.of(rest.substring(0, colon));
            rest = rest.substring(colon + 2);
        }
        var reference = Optional.<String>empty();
        int at = rest.lastIndexOf(REFERENCE);
        if (at >= 0) {
            reference = nonBlank(withoutFullStop(rest.substring(at + REFERENCE.length())));
            rest = rest.substring(0, at);
        }
        var file = Optional.<RawText>empty();
        at = rest.indexOf(FILE);
        int end = at + FILE.length();
        if (at < 0) {
            at = rest.indexOf(PROCESS);
            end = at + PROCESS.length();
        }
        if (at >= 0) {
            file = nonBlank(withoutFullStop(rest.substring(end))).map(RawText::fromLossless);
            rest = rest.substring(0, at);
        }
        var tags = new ArrayList<ComplianceTag>();
        String title = withoutFullStop(withoutTags(rest, tags));
        return new PolicyFinding(category, title, file, reference, tags);
    }

    /** The tags anywhere in a text. */
    public static List<ComplianceTag> tagsIn(RawText text) {
        var tags = new ArrayList<ComplianceTag>();
        withoutTags(text.lossless(), tags);
        return List.copyOf(tags);
    }

    /** OSSEC 4.x appends hashes of the file to what it found. */
    private static String withoutHashes(String text) {
        int hashes = text.lastIndexOf(MD5);
        return hashes >= 0 && text.indexOf(SHA1, hashes) >= 0 ? text.substring(0, hashes) : text;
    }

    /** Moves each {@code {standard: requirement}} from the text into the list. */
    private static String withoutTags(String text, List<ComplianceTag> tags) {
        if (text.indexOf('{') < 0) {
            return text;
        }
        var rest = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            open = text.lastIndexOf('{', close);
            int colon = text.indexOf(": ", open);
            if (colon > open + 1 && colon < close) {
                tags.add(new ComplianceTag(
                        text.substring(open + 1, colon).strip(),
                        text.substring(colon + 2, close).strip()));
                rest.append(text.substring(from, open).stripTrailing());
            } else {
                rest.append(text, from, close + 1);
            }
            from = close + 1;
        }
        return rest.append(text.substring(from)).toString();
    }

    private static String withoutFullStop(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".")
                ? stripped.substring(0, stripped.length() - 1).stripTrailing()
                : stripped;
    }

    private static Optional<String> nonBlank(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }
}
