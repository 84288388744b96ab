package io.github.ossec4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.server.HttpsClient.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in. */
@Timeout(120)
class LoginTest {
    private final Path directory;
    private final Ossec ossec;

    LoginTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.ossec = Ossec.open(OssecHomeFixture.builder().agent("web-01").writeTo(directory.resolve("home")));
    }

    /** Their hashes cost little: what costs is not what these tests are about. */
    private UsersFile users(String name) {
        return UsersFile.at(directory.resolve(name), 4);
    }

    private UsersFile users() {
        return users("state/users");
    }

    private static int status(TestServer server, String authorization) throws IOException {
        return server.client()
                .send("GET", "/agents", Map.of("Authorization", authorization), "")
                .status();
    }

    @Test
    void passwordIsRequiredWithTheOriginalsWords() throws IOException {
        try (var server = TestServer.over(ossec)) {
            Reply reply = server.client().send("GET", "/agents", Map.of(), "");
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("content-type")).isEqualTo("text/plain");
            assertThat(reply.header("www-authenticate")).isEqualTo("Basic realm=\"OSSEC API\"");
            assertThat(reply.body()).isEqualTo("401 Unauthorized");
        }
    }

    @Test
    void headersWithoutALoginAreRefused() throws IOException {
        try (var server = TestServer.over(ossec)) {
            for (String header : List.of(
                    "Basic",
                    "Basic ",
                    "Basic !!!",
                    "Basic YWRtaW4=",
                    "Bearer YWRtaW46eA==",
                    "basic",
                    "Basic Og==",
                    "\t")) {
                assertThat(status(server, header)).as(header).isEqualTo(401);
            }
        }
    }

    @Test
    void changesOfTheFileCountAtOnce() throws IOException {
        users().add("ann", "a first password");
        try (var server = TestServer.over(ossec, options -> options.users(users()))) {
            String first = TestServer.basic("ann", "a first password");
            String second = TestServer.basic("ann", "another password");
            assertThat(status(server, first)).isEqualTo(200);
            assertThat(status(server, first)).isEqualTo(200);
            users().add("ann", "another password");
            assertThat(status(server, first)).isEqualTo(401);
            assertThat(status(server, second)).isEqualTo(200);
            users().remove("ann");
            assertThat(status(server, second)).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "$apr1$TqI9WECO$pYz4P0XYK0ExAbW8VAWyc.",
                "{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=",
                "$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC",
            })
    void hashesOfHtpasswdAreUnderstood(String hash) {
        String password = hash.startsWith("{SHA}") ? "password" : "myPassword";
        assertThat(PasswordHash.isKnown(hash)).isTrue();
        assertThat(PasswordHash.matches(password, hash)).isTrue();
        assertThat(PasswordHash.matches(password + "x", hash)).isFalse();
        assertThat(PasswordHash.matches("", hash)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "$2y$", "$2y$99$abc", "$apr1$", "{SHA}", "$5$", "$6$salt", "rqXexS6ZhobKA", "plain"})
    void damagedHashesMatchNothing(String hash) {
        assertThat(PasswordHash.matches("", hash)).isFalse();
        assertThat(PasswordHash.matches(hash, hash)).isFalse();
    }

    @Test
    void otherLinesStayTheSameByteForByte() throws IOException {
        Path file = directory.resolve("htpasswd");
        String others = "# caf\u00e9\r\nj\u00f6rg:{SHA}x\r\n\nlast:{SHA}y";
        Files.writeString(file, others, StandardCharsets.ISO_8859_1);
        UsersFile users = users("htpasswd");
        users.add("z\u00fcrich", "long enough");
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).startsWith(others + "\nz\u00c3\u00bcrich:$2y$");
        assertThat(users.names()).endsWith("last", "z\u00fcrich");
        assertThat(users.remove("z\u00fcrich")).isTrue();
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).isEqualTo(others + "\n");
    }

    @Test
    void fileIsOursAloneAndKeepsWhatItDoesNotUnderstand() throws IOException {
        Path file = directory.resolve("htpasswd");
        Files.writeString(file, "# by hand\nold:rqXexS6ZhobKA\n\nann:{SHA}x\nann:second\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        UsersFile users = users("htpasswd");
        assertThat(users.add("ann", "long enough")).isFalse();
        assertThat(UsersFile.at(file).add("bob", "long enough")).isTrue();
        assertThat(Files.readString(file))
                .matches("# by hand\nold:rqXexS6ZhobKA\n\nann:\\$2y\\$04\\$\\S{53}\nbob:\\$2y\\$10\\$\\S{53}\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(users.names()).containsExactly("old", "ann", "bob");
        assertThat(users.remove("nobody")).isFalse();
        assertThat(users.remove("old")).isTrue();
        assertThat(users.names()).containsExactly("ann", "bob");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "#a", "a\nb:x", "\u0007"})
    void namesThatCannotStandInTheFileAreRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> users().add(name, "long enough"));
        assertThat(directory.resolve("state")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seven77"})
    void shortPasswordsAreRefusedWithoutBeingRepeated(String password) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> users().add("ann", password))
                .withMessage("the password must have at least 8 characters");
    }

    @Test
    void failuresOfAnAddressDelayItMoreAndMore() {
        var time = new AtomicLong();
        var delays = new LoginDelays(time::get);
        assertThat(delays.turn("a")).contains(Duration.ZERO);
        delays.failed("a");
        assertThat(delays.turn("a")).contains(Duration.ofMillis(250));
        delays.failed("a");
        assertThat(delays.turn("b")).contains(Duration.ZERO);
        for (int i = 0; i < 20; i++) {
            delays.failed("a");
        }
        assertThat(delays.turn("a").orElseThrow()).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
        assertThat(delays.turn("a").orElseThrow()).isGreaterThanOrEqualTo(Duration.ofSeconds(20));
        delays.turn("a");
        assertThat(delays.turn("a")).as("too many before it").isEmpty();
        time.set(Duration.ofMinutes(20).toNanos());
        assertThat(delays.turn("a")).contains(Duration.ZERO);
    }

    @Test
    void rightPasswordsAreForgottenAfterAWhile() {
        var time = new AtomicLong();
        var remembered = new RememberedLogins(time::get);
        String token = remembered.token("ann", "password", "hash");
        assertThat(token).doesNotContain("ann", "password").isNotEqualTo(remembered.token("ann", "password", "other"));
        assertThat(remembered.contains(token)).isFalse();
        remembered.add(token);
        assertThat(remembered.contains(token)).isTrue();
        assertThat(remembered.contains(remembered.token("annp", "assword", "hash")))
                .isFalse();
        time.set(Duration.ofMinutes(5).toNanos());
        assertThat(remembered.contains(token)).isFalse();
    }

    @Test
    void healthNeedsNoLoginAndNothingElseDoesNot() throws IOException {
        try (var server = TestServer.over(ossec)) {
            Reply health = server.client().send("GET", "/health", Map.of(), "");
            assertThat(health.status()).isEqualTo(200);
            assertThat(health.body()).isEqualTo("{\"status\":\"up\"}");
            for (String path : new String[] {"/", "/metrics", "/openapi.json", "/docs", "/health/x", "/nothing"}) {
                assertThat(server.client().send("GET", path, Map.of(), "").status())
                        .as(path)
                        .isEqualTo(401);
            }
        }
    }
}
