package io.github.ossec4j.model.syscheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.model.RawText;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileModeTest {
    @ParameterizedTest
    @CsvSource({
        "33188, rw-r--r--",
        "16877, rwxr-xr-x",
        "35309, rwsr-xr-x",
        "34212, rw-r-Sr--",
        "35236, rwSr--r--",
        "17407, rwxrwxrwt",
        "17406, rwxrwxrwT",
        "0, ---------"
    })
    void symbolicFormIsThatOfLs(int bits, String symbolic) {
        assertThat(new FileMode(bits).symbolic()).isEqualTo(symbolic);
    }

    @Test
    void permissionsAreTheTwelveLowestBits() {
        assertThat(new FileMode(0100644).permissions()).isEqualTo(0644);
        assertThat(new FileMode(Integer.MAX_VALUE).permissions()).isEqualTo(07777);
    }

    @Test
    void changeOfADeletedFileIsItsDeletionAndComparesNothing() {
        FileAttributes attributes = new FileAttributes(
                1, Optional.empty(), "0", "0", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        SyscheckEntry there = entry(Optional.of(attributes));
        SyscheckEntry gone = entry(Optional.empty());

        assertThat(FileChange.between(Optional.of(there), gone).kind()).isEqualTo(FileChange.Kind.DELETED);
        assertThat(FileChange.between(Optional.of(there), gone).changed()).isEmpty();
        assertThat(FileChange.between(Optional.of(gone), gone).kind()).isEqualTo(FileChange.Kind.DELETED);
        assertThat(FileChange.between(Optional.of(gone), there).kind()).isEqualTo(FileChange.Kind.RESTORED);
        assertThat(FileChange.between(Optional.of(gone), there).before()).isEmpty();
        assertThat(FileChange.between(Optional.empty(), there).kind()).isEqualTo(FileChange.Kind.ADDED);
        assertThat(FileChange.between(Optional.of(there), there).changed()).isEmpty();
    }

    private static SyscheckEntry entry(Optional<FileAttributes> attributes) {
        return new SyscheckEntry(
                RawText.of("/a"), attributes, Optional.of(Instant.EPOCH), ChangeCount.exactly(0), false);
    }
}
