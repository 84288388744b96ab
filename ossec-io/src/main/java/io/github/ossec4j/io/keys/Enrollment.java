package io.github.ossec4j.io.keys;

import com.google.common.base.CharMatcher;
import com.google.common.io.BaseEncoding;
import io.github.ossec4j.io.line.KeyLine;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.RawText;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides about new agents: whether they are accepted, which numbers and keys they get. */
final class Enrollment {
    /** The highest number that counts when the next one is looked for: OSSEC's limit of agents, and 32512. */
    private static final CharMatcher LETTER_OR_DIGIT =
            CharMatcher.inRange('a', 'z').or(CharMatcher.inRange('A', 'Z')).or(CharMatcher.inRange('0', '9'));

    private static final CharMatcher IN_NAME = LETTER_OR_DIGIT.or(CharMatcher.anyOf("-_."));

    /** The scope of an IPv6 address could be any text, even one that starts a line of its own. */
    private static final CharMatcher IN_ADDRESS = LETTER_OR_DIGIT.or(CharMatcher.anyOf(".:/%!-_"));

    private static final int CEILING = 2048 + 32512;

    private static final int KEY_BYTES = 32;
    private static final int SHORTEST_NAME = 2;
    private static final int LONGEST_NAME = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final boolean fork;
    private final Set<String> names = new HashSet<>();
    private final Set<String> addresses = new HashSet<>();
    private int highest;
    private boolean beyondCeiling;

    Enrollment(ClientKeysFile content, boolean fork) {
        this.fork = fork;
        for (ClientKeysLine line : content.lines()) {
            take(KeyLine.of(line.raw()));
        }
    }

    /** Even a line that is no entry takes the number, the name and the address that are in it. */
    private void take(KeyLine line) {
        if (!line.hasId()) {
            return;
        }
        int number = line.number();
        if (number >= 0 && AgentId.of(number).toString().equals(line.id().lossless())) {
            if (number <= CEILING) {
                highest = Math.max(highest, number);
            } else if (number == CEILING + 1) {
                beyondCeiling = true;
            }
        }
        if (line.hasName() && !line.isRemoved()) {
            names.add(line.name().lossless());
            if (line.hasAddress()) {
                addresses.add(line.address().lossless());
            }
        }
    }

    List<ClientKey> enroll(List<NewAgent> agents) {
        var keys = new ArrayList<ClientKey>(agents.size());
        for (NewAgent agent : agents) {
            check(agent);
            keys.add(ClientKey.of(nextId(), agent.name(), agent.address(), newSecret()));
            names.add(agent.name());
            addresses.add(agent.address().text());
        }
        return List.copyOf(keys);
    }

    /** In the order in which OSSEC checks. */
    private void check(NewAgent agent) {
        String address = agent.address().text();
        if (names.contains(agent.name())) {
            throw new AgentRefusedException(AgentRefusal.NAME_TAKEN, agent.name());
        }
        if (!isName(agent.name())) {
            throw new AgentRefusedException(
                    AgentRefusal.INVALID_NAME, RawText.of(agent.name()).display());
        }
        if (!isAddress(agent.address())) {
            throw new AgentRefusedException(AgentRefusal.INVALID_ADDRESS, agent.name());
        }
        if (!address.startsWith("any") && address.indexOf('/') < 0 && addresses.contains(address)) {
            throw new AgentRefusedException(AgentRefusal.ADDRESS_TAKEN, agent.name());
        }
    }

    private static boolean isName(String name) {
        return name.length() >= SHORTEST_NAME && name.length() <= LONGEST_NAME && IN_NAME.matchesAllOf(name);
    }

    /**
     * Whether the release of the home can read the address: one that it cannot makes its tools give up on the whole file.
     * So the fork gets no IPv6 and OSSEC no dotted masks; an address of value 0 means nobody in both.
     */
    private boolean isAddress(AgentAddress address) {
        String text = address.text();
        int slash = text.indexOf('/');
        String suffix = slash < 0 ? "0" : text.substring(slash + 1);
        boolean isMask = suffix.indexOf('.') >= 0;
        if (suffix.isEmpty() || suffix.indexOf('/') >= 0 || (isMask && !fork) || !IN_ADDRESS.matchesAllOf(text)) {
            return false;
        }
        return switch (address.kind()) {
            case ANY -> true;
            case IPV4 -> isFourGroups(address.hostText()) && (slash >= 0 || !isZero(text));
            case IPV6 -> !fork && (slash >= 0 || !isZero(text));
            case UNRECOGNIZED -> false;
        };
    }

    private static boolean isFourGroups(String host) {
        return CharMatcher.is('.').countIn(host) == 3;
    }

    private static boolean isZero(String text) {
        return CharMatcher.anyOf("0.:").matchesAllOf(text);
    }

    /** One more than the highest number that ever was given: removed agents keep theirs, gaps stay. */
    private AgentId nextId() {
        if (highest == CEILING) {
            if (beyondCeiling) {
                throw new AgentIdsExhaustedException(CEILING + 1);
            }
            beyondCeiling = true;
            return AgentId.of(CEILING + 1);
        }
        highest++;
        return AgentId.of(highest);
    }

    private static String newSecret() {
        var bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return BaseEncoding.base16().lowerCase().encode(bytes);
    }
}
