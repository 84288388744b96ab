package io.github.ossec4j.agentless.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordListTest {
    @TempDir
    Path directory;

    Path file = Path.of("");
    PasswordList list = PasswordList.at(file);

    @BeforeEach
    void prepare() {
        file = directory.resolve(".passlist");
        list = PasswordList.at(file);
    }

    @Test
    void aMissingFileIsAnEmptyList() throws Exception {
        assertThat(list.hosts()).isEmpty();
        assertThat(list.credentials("root@h")).isEmpty();
        assertThat(list.remove("root@h")).isFalse();
        assertThat(file).doesNotExist();
    }

    @Test
    void theCopyThatAKilledProcessLeftIsDeletedByTheNextChange() throws Exception {
        Path copy = Files.createDirectory(directory.resolve("..passlist.1.ossec4j-new"));
        Files.writeString(copy.resolve("content"), "a@h|secret|\n");
        Path foreign = Files.createDirectory(directory.resolve("..passlist.2.ossec4j-new"));
        Files.writeString(foreign.resolve("notes"), "of somebody else");

        list.add("b@h", Credentials.ofKey());

        assertThat(copy).doesNotExist();
        assertThat(foreign.resolve("notes")).exists();
        assertThat(list.hosts()).containsExactly("b@h");
    }

    @Test
    void aFileThatIsTooLongIsReadByNobody() throws Exception {
        Files.writeString(file, "a@h|secret|\n");
        try (var hole = new RandomAccessFile(file.toFile(), "rw")) {
            hole.setLength(1L << 30);
        }
        for (ThrowingCallable reading : List.<ThrowingCallable>of(
                () -> list.hosts(),
                () -> list.credentials("a@h"),
                () -> list.remove("a@h"),
                () -> list.add("b@h", Credentials.ofKey()))) {
            assertThatThrownBy(reading)
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("is longer than 8 MiB")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @Timeout(60)
    void aPipeIsOpenedByNobody() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        for (ThrowingCallable reading :
                List.<ThrowingCallable>of(() -> list.credentials("a@h"), () -> list.add("b@h", Credentials.ofKey()))) {
            assertThatThrownBy(reading).isInstanceOf(FileSystemException.class).hasMessageContaining("named pipe");
        }
    }

    @Test
    void linesAreSplitAtTheFirstAndTheLastBar() throws Exception {
        Files.writeString(file, "a@h|p|q|r|add\nb@h|pw|\nc@h|NOPASS|enable\n");
        assertThat(list.hosts()).containsExactly("a@h", "b@h", "c@h");
        assertThat(list.credentials("a@h").flatMap(Credentials::password)).hasValue("p|q|r");
        assertThat(list.credentials("a@h").flatMap(Credentials::additional)).hasValue("add");
        assertThat(list.credentials("b@h").flatMap(Credentials::additional)).isEmpty();
        assertThat(list.credentials("c@h").flatMap(Credentials::password)).isEmpty();
        assertThat(list.credentials("c@h").flatMap(Credentials::additional)).hasValue("enable");
    }

    @Test
    void theFirstLineOfAHostCountsAndXIsNoEntry() throws Exception {
        Files.writeString(file, "a@h|one|\na@h|two|\nb@h|x|\nb@h|late|\nonly|one bar\nnone\n");
        assertThat(list.credentials("a@h").flatMap(Credentials::password)).hasValue("one");
        assertThat(list.credentials("b@h")).isEmpty();
        assertThat(list.credentials("only")).isEmpty();
        assertThat(list.credentials("a@")).isEmpty();
        assertThat(list.hosts()).containsExactly("a@h");
    }

    @Test
    void returnsAtLineEndsAndLatinOneAreUnderstood() throws Exception {
        Files.write(file, "a@h|p\u00e4|add\r\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(list.credentials("a@h").flatMap(Credentials::password)).hasValue("p\u00e4");
        assertThat(list.credentials("a@h").flatMap(Credentials::additional)).hasValue("add");
    }

    @Test
    void whatIsAddedIsReadAgain() throws Exception {
        list.add("a@h", Credentials.ofPassword("p|\u00e4 \u20ac").withAdditional("en able"));
        list.add("b@h", Credentials.ofKey());
        assertThat(file).hasContent("a@h|p|\u00e4 \u20ac|en able\nb@h|NOPASS|\n");
        assertThat(list.credentials("a@h").flatMap(Credentials::password)).hasValue("p|\u00e4 \u20ac");
    }

    @Test
    void otherLinesStayByteForByte() throws Exception {
        byte[] before = "# \u00e4 \r\n\n|\nz@h|x|\r\nlast without feed".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, before);
        list.add("a@h", Credentials.ofPassword("p"));
        list.add("b@h", Credentials.ofPassword("p"));
        assertThat(list.remove("a@h")).isTrue();
        assertThat(list.remove("b@h")).isTrue();
        assertThat(Files.readAllBytes(file))
                .isEqualTo(
                        (new String(before, StandardCharsets.ISO_8859_1) + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void onlyTheOwnerMayReadIt() throws Exception {
        list.add("a@h", Credentials.ofPassword("p"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr--r--"));
        list.remove("a@h");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactlyInAnyOrder(file, directory.resolve(".passlist.lock"));
        }
    }

    @Test
    void aLinkStaysALink() throws Exception {
        Path real = Files.writeString(directory.resolve("real"), "a@h|p|\n");
        Files.createSymbolicLink(file, real);
        list.remove("a@h");
        assertThat(Files.isSymbolicLink(file)).isTrue();
        assertThat(real).isEmptyFile();
    }

    @Test
    void aHostIsAddedOnce() throws Exception {
        list.add("a@h", Credentials.ofPassword("old-secret"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> list.add("a@h", Credentials.ofPassword("new-secret")))
                .withMessageContaining("a@h")
                .withMessageNotContaining("secret");
        list.add("aa@h", Credentials.ofKey()); // the script took any line that contains the text for a duplicate
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "NOPASS", "line\nbreak", "line\rbreak", "nul\0"})
    void passwordsThatWouldBeReadOtherwiseAreRefused(String password) throws IOException {
        assertThatIllegalArgumentException().isThrownBy(() -> list.add("a@h", Credentials.ofPassword(password)));
        assertThat(file).doesNotExist();
    }

    @Test
    void hostsAndAdditionalPasswordsThatWouldBeReadOtherwiseAreRefused() {
        Credentials login = Credentials.ofPassword("p");
        for (String host : new String[] {"", "a|h", "a\nh"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> list.add(host, login));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> list.add("a@h", login.withAdditional("b|c")));
    }

    @Test
    void passwordsAreNotShown() throws Exception {
        Credentials credentials = Credentials.ofPassword("s3cret").withAdditional("en4ble");
        list.add("a@h", credentials);
        assertThat(credentials + " " + list + list.entries() + Optional.of(list.credentials("a@h")))
                .doesNotContain("s3cret")
                .doesNotContain("en4ble");
    }
}
