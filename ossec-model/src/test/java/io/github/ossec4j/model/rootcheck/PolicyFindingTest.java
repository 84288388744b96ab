package io.github.ossec4j.model.rootcheck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.model.RawText;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFindingTest {
    @Test
    void systemAuditHasTitleTagsFileAndReference() {
        PolicyFinding finding = parse(
                "System Audit: CIS - Debian Linux - 1.4 - Robust partition scheme - /tmp is not on its own partition"
                        + " {CIS: 1.4 Debian Linux} {PCI_DSS: 2.2.4}. File: /etc/fstab."
                        + " Reference: https://benchmarks.example.org/CIS_Debian.pdf .");

        assertThat(finding.category()).contains("System Audit");
        assertThat(finding.title())
                .isEqualTo("CIS - Debian Linux - 1.4 - Robust partition scheme - /tmp is not on its own partition");
        assertThat(finding.tags())
                .containsExactly(new ComplianceTag("CIS", "1.4 Debian Linux"), new ComplianceTag("PCI_DSS", "2.2.4"));
        assertThat(finding.file()).contains(RawText.of("/etc/fstab"));
        assertThat(finding.reference()).contains("https://benchmarks.example.org/CIS_Debian.pdf");
    }

    @Test
    void auditWithoutFileHasNone() {
        PolicyFinding finding = parse("Windows Audit: Null sessions allowed.");

        assertThat(finding.category()).contains("Windows Audit");
        assertThat(finding.title()).isEqualTo("Null sessions allowed");
        assertThat(finding.file()).isEmpty();
        assertThat(finding.reference()).isEmpty();
        assertThat(finding.tags()).isEmpty();
    }

    @Test
    void emptyReferenceIsNone() {
        PolicyFinding finding =
                parse("Application Found: Chat/IM/VoIP - Skype. File: C:\\Program Files\\Skype. Reference:  .");

        assertThat(finding.category()).contains("Application Found");
        assertThat(finding.title()).isEqualTo("Chat/IM/VoIP - Skype");
        assertThat(finding.file()).contains(RawText.of("C:\\Program Files\\Skype"));
        assertThat(finding.reference()).isEmpty();
    }

    @Test
    void referenceFollowsTheTitleWhereThereIsNoFile() {
        PolicyFinding finding = parse("System Audit: Ssh - root login permitted {PCI_DSS: 2.2.4}. Reference: 1 .");

        assertThat(finding.title()).isEqualTo("Ssh - root login permitted");
        assertThat(finding.reference()).contains("1");
    }

    @Test
    void hashesBehindTheFileAreNoPartOfIt() {
        for (String hashes : new String[] {
            " MD5=0123456789abcdef0123456789abcdef SHA1=0123456789abcdef0123456789abcdef01234567" + " SHA256=n/a",
            " MD5=n/a SHA1=n/a SHA256=n/a"
        }) {
            PolicyFinding finding = parse("System Audit: Weak. File: /etc/x.conf." + hashes);

            assertThat(finding.title()).isEqualTo("Weak");
            assertThat(finding.file()).contains(RawText.of("/etc/x.conf"));
        }
    }

    @Test
    void sentenceOfTheRootkitChecksIsATitle() {
        PolicyFinding finding = parse("File '/dev/.x' present on /dev. Possible hidden file.");

        assertThat(finding.category()).isEmpty();
        assertThat(finding.title()).isEqualTo("File '/dev/.x' present on /dev. Possible hidden file");
        assertThat(finding.file()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a {no tag} b", "open { brace", "} {", "{: x}", "a { b {c: d} e"})
    void bracesThatAreNoTagsStay(String title) {
        assertThat(parse(title).title()).contains("{");
    }

    @Test
    void bytesOfTheFileNameAreKept() {
        PolicyFinding finding =
                PolicyFinding.parse(RawText.of("System Audit: x. File: /tmp/caf\u00e9.".getBytes(ISO_8859_1)));

        assertThat(finding.file()).contains(RawText.of("/tmp/caf\u00e9".getBytes(ISO_8859_1)));
    }

    @Test
    void anyTextIsAFinding() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        String[] words = {"System Audit: ", ". File: ", " Reference: ", "{", "}", ": ", ".", " ", "x", "\n", "MD5=n/a"};
        for (int round = 0; round < 5000; round++) {
            var text = new StringBuilder();
            for (int word = random.nextInt(12); word > 0; word--) {
                text.append(words[random.nextInt(words.length)]);
            }
            assertThat(parse(text.toString()).title())
                    .as("seed %d: %s", seed, text)
                    .isNotNull();
        }
    }

    private static PolicyFinding parse(String text) {
        return PolicyFinding.parse(RawText.of(text));
    }
}
