package io.github.ossec4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.model.AgentAddress.Kind;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentAddressTest {
    @ParameterizedTest
    @CsvSource({
        "any, ANY",
        "!any, ANY",
        "192.0.2.10, IPV4",
        "!192.0.2.10, IPV4",
        "010.0.0.1, IPV4",
        "192.0.2.0/24, IPV4",
        "192.0.2.0/32, IPV4",
        "1.2.3.4/, IPV4",
        "10.0.0.0/8/8, IPV4",
        "10.5.0.0/255.255.255.0, IPV4",
        "2001:db8::15, IPV6",
        "2001:db8::/64, IPV6",
        "fe80::1%lo, IPV6",
        "::, IPV6",
        "::1, IPV6",
        "::ffff:192.0.2.1, IPV6",
        "1:2:3:4:5:6:192.0.2.1, IPV6",
        "ANY, UNRECOGNIZED",
        "any/24, UNRECOGNIZED",
        "300.300.300.300, UNRECOGNIZED",
        "1.2.3.41234, UNRECOGNIZED",
        "1.2.3, UNRECOGNIZED",
        "1.2.3.4.5, UNRECOGNIZED",
        "1.2.3.4., UNRECOGNIZED",
        "192.0.2.0/33, UNRECOGNIZED",
        "192.0.2.0/x, UNRECOGNIZED",
        "192.0.2.0/255.0.255.0, UNRECOGNIZED",
        "2001:db8::/129, UNRECOGNIZED",
        "2001:db8, UNRECOGNIZED",
        "1::2::3, UNRECOGNIZED",
        "::x, UNRECOGNIZED",
        "1:2:3:4:5:6:7:8:x, UNRECOGNIZED",
        "1:2:3:4:5:6:7:8:9, UNRECOGNIZED",
        "fe80::1%, UNRECOGNIZED",
        "host.example.org, UNRECOGNIZED",
        "(null), UNRECOGNIZED"
    })
    void kindTellsWhatStandsBeforeTheSlash(String text, Kind kind) {
        assertThat(AgentAddress.of(text).kind()).isEqualTo(kind);
    }

    @Test
    void emptyTextIsNoAddress() {
        assertThat(AgentAddress.of("").kind()).isEqualTo(Kind.UNRECOGNIZED);
        assertThat(AgentAddress.of("!").kind()).isEqualTo(Kind.UNRECOGNIZED);
        assertThat(AgentAddress.of("/").kind()).isEqualTo(Kind.UNRECOGNIZED);
    }

    @Test
    void upperCaseDigitsMakeAnAddressOfVersionSix() {
        assertThat(AgentAddress.of("2001:DB8::F").kind()).isEqualTo(Kind.IPV6);
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.0/24, 24", "1.2.3.4/, 0", "10.0.0.0/8/8, 8", "10.5.0.0/255.255.255.0, 24", "0.0.0.0/0.0.0.0, 0"
    })
    void prefixLengthIsTheNumberOfLeadingBits(String text, int bits) {
        assertThat(AgentAddress.of(text).prefixLength()).isEqualTo(OptionalInt.of(bits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"any", "192.0.2.1", "192.0.2.0/x", "192.0.2.0/-1", "1.2.3.4/255.0.255.0"})
    void otherAddressesHaveNoPrefixLength(String text) {
        assertThat(AgentAddress.of(text).prefixLength()).isEmpty();
    }

    @Test
    void fileNamesUseWhatStandsBeforeTheFirstSlash() {
        assertThat(AgentAddress.of("2001:db8::/64").hostText()).isEqualTo("2001:db8::");
        assertThat(AgentAddress.of("any").hostText()).isEqualTo("any");
    }

    @Test
    void addressesOfVersionSixAreThoseOfTheJdk() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        String alphabet = "012ff:::::";
        for (int round = 0; round < 30_000; round++) {
            var text = new StringBuilder(":");
            for (int length = random.nextInt(20); length >= 0; length--) {
                text.insert(random.nextInt(text.length() + 1), alphabet.charAt(random.nextInt(alphabet.length())));
            }
            if (text.toString().matches(".*[0-9a-f]{5}.*")) {
                continue; // the JDK takes zeros in front of four digits, no release of OSSEC does
            }
            assertThat(AgentAddress.of(text.toString()).kind() == Kind.IPV6)
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(isIpv6(text.toString()));
        }
    }

    private static boolean isIpv6(String text) {
        try {
            InetAddress address = InetAddress.getByName(text); // text with a colon is never looked up
            return address instanceof Inet6Address || text.startsWith("::ffff:") || text.contains(":");
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
