package io.github.ossec4j.agentless;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrityRecordTest {
    private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";
    private static final String SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

    private static IntegrityRecord parse(String text) {
        return IntegrityRecord.parse(RawText.of(text));
    }

    @Test
    void fieldsAreTakenApart() {
        IntegrityRecord read = parse("23:644:1:2:" + MD5 + ":" + SHA1 + " /etc/a b");
        assertThat(read.path()).isEqualTo(RawText.of("/etc/a b"));
        assertThat(read.isMalformed()).isFalse();
        assertThat(read.attributes()).hasValueSatisfying(file -> {
            assertThat(file.size()).isEqualTo(23);
            assertThat(file.owner()).isEqualTo("1");
            assertThat(file.group()).isEqualTo("2");
            assertThat(file.md5()).contains(MD5);
            assertThat(file.sha1()).contains(SHA1);
        });
    }

    @ParameterizedTest
    @CsvSource({"644, 420", "4755, 2541", "33188, 33188", "8612, 8612"})
    void modeIsOctalOrDecimal(String digits, int bits) {
        assertThat(parse("1:" + digits + ":0:0:xxx:xxx /f").attributes())
                .hasValueSatisfying(file -> assertThat(file.mode()).contains(new FileMode(bits)));
    }

    @Test
    void goneFileHasNoAttributes() {
        IntegrityRecord read = parse("-1 /gone");
        assertThat(read.isDeletion()).isTrue();
        assertThat(read.attributes()).isEmpty();
        assertThat(read.isMalformed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-1",
                "12:644 /short",
                "a:644:0:0:xxx:xxx /f",
                "1:9999999999:0:0:xxx:xxx /f",
                "1:644:0:0:xxx:xxx",
                "99999999999999999999:644:0:0:xxx:xxx /f",
                "::::: /f",
                "1:644::0:xxx:xxx /f",
                "1:644:0:0:nohash:xxx /f",
                "1:644:0:0:xxx:xxx:nohash /f",
                "syscheck-db-completed"
            })
    void otherTextIsMalformed(String text) {
        assertThat(parse(text).isMalformed()).isTrue();
    }
}
