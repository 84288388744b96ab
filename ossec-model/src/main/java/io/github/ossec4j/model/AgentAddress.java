package io.github.ossec4j.model;

import java.util.OptionalInt;

/**
 * Where an agent may connect from: the third field of {@code etc/client.keys}.
 *
 * <p>The text is kept exactly as in the file: {@code any}, an IPv4 or IPv6 address, or a network with a prefix length
 * (or, in homes of OSSEC 2.8 and its Wazuh fork, a dotted netmask) after a slash. Addresses that no release would
 * accept are kept as well and are {@link Kind#UNRECOGNIZED}.
 *
 * @param text as in the file
 */
public record AgentAddress(String text) {
    /** Any address. */
    public static final AgentAddress ANY = new AgentAddress("any");

    /** The kind of an address. */
    public enum Kind {
        /** The word {@code any}: the agent may have any address. */
        ANY,
        /** Four decimal groups of at most 255. */
        IPV4,
        /** Groups of hexadecimal digits with colons, optionally with a scope after a percent sign. */
        IPV6,
        /** None of these, for example {@code 300.300.300.300}. */
        UNRECOGNIZED
    }

    /** The address with this text. */
    public static AgentAddress of(String text) {
        return text.equals("any") ? ANY : new AgentAddress(text);
    }

    /** The kind of the part before the slash. */
    public Kind kind() {
        String host = unnegated(hostText());
        if (unnegated(text).equals("any")) {
            return Kind.ANY;
        }
        if (isIpv4(host)) {
            return hasValidSuffix(32) ? Kind.IPV4 : Kind.UNRECOGNIZED;
        }
        if (isIpv6(host)) {
            return hasValidSuffix(128) ? Kind.IPV6 : Kind.UNRECOGNIZED;
        }
        return Kind.UNRECOGNIZED;
    }

    /** Whether the address is an exception, written with an exclamation mark in front. */
    public boolean isNegated() {
        return text.startsWith("!");
    }

    /** The text before the first slash: what OSSEC uses in file names of the agent. */
    public String hostText() {
        int slash = text.indexOf('/');
        return slash < 0 ? text : text.substring(0, slash);
    }

    /**
     * The number of leading bits that must agree, from the suffix; empty without one. As in OSSEC, an empty prefix is
     * 0, and a second slash and the text after it are ignored.
     */
    public OptionalInt prefixLength() {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return OptionalInt.empty();
        }
        String suffix = text.substring(slash + 1);
        if (isIpv4(suffix)) {
            return maskBits(suffix);
        }
        if (suffix.isEmpty()) {
            return OptionalInt.of(0);
        }
        int second = suffix.length() <= 3 ? suffix.indexOf('/') : -1;
        String bits = second > 0 ? suffix.substring(0, second) : suffix;
        return bits.matches("[0-9]{1,3}") ? OptionalInt.of(Integer.parseInt(bits)) : OptionalInt.empty();
    }

    private boolean hasValidSuffix(int bits) {
        return text.indexOf('/') < 0
                || (prefixLength().isPresent() && prefixLength().getAsInt() <= bits);
    }

    private static String unnegated(String host) {
        return host.startsWith("!") ? host.substring(1) : host;
    }

    private static OptionalInt maskBits(String dotted) {
        int mask = 0;
        int group = 0;
        for (int i = 0; i < dotted.length(); i++) {
            if (dotted.charAt(i) == '.') {
                mask = mask << 8 | group;
                group = 0;
            } else {
                group = group * 10 + (dotted.charAt(i) - '0');
            }
        }
        mask = mask << 8 | group;
        int bits = Integer.bitCount(mask);
        boolean contiguous = bits == 0 || mask == -1 << (32 - bits);
        return contiguous ? OptionalInt.of(bits) : OptionalInt.empty();
    }

    private static boolean isIpv4(String host) {
        int groups = 1;
        int value = -1;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.' && value >= 0) {
                groups++;
                value = -1;
            } else if (c >= '0' && c <= '9') {
                value = Math.max(value, 0) * 10 + (c - '0');
                if (value > 255) {
                    return false;
                }
            } else {
                return false;
            }
        }
        return groups == 4 && value >= 0;
    }

    private static boolean isIpv6(String host) {
        int scope = host.indexOf('%');
        String address = scope < 0 ? host : host.substring(0, scope);
        if (scope == host.length() - 1 || address.indexOf(':') < 0 || address.indexOf('x') >= 0) {
            return false;
        }
        int embedded = address.lastIndexOf(':') + 1;
        int groups = 0;
        if (address.indexOf('.') >= 0) {
            if (!isIpv4(address.substring(embedded))) {
                return false;
            }
            groups = 2;
            address =
                    address.substring(0, embedded) + (embedded >= 2 && address.charAt(embedded - 2) == ':' ? "" : "x");
        }
        int gap = address.indexOf("::");
        if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
            return false;
        }
        if (gap < 0) {
            int count = hexGroups(address);
            return count >= 0 && count + groups == 8;
        }
        int before = hexGroups(address.substring(0, gap));
        int after = hexGroups(address.substring(gap + 2));
        return before >= 0 && after >= 0 && before + after + groups <= 7;
    }

    /** The number of groups of one to four hexadecimal digits between colons; -1 if the text has another form. */
    private static int hexGroups(String text) {
        if (text.isEmpty() || text.equals("x")) {
            return 0;
        }
        int count = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':' && digits > 0) {
                count++;
                digits = 0;
            } else if (c == 'x' && i == text.length() - 1 && digits == 0) {
                return count; // includes the embedded IPv4 address
            } else if (Character.digit(c, 16) < 0 || c > 'f' || ++digits > 4) {
                return -1;
            }
        }
        return digits > 0 ? count + 1 : -1;
    }

    /** The text as in the file. */
    @Override
    public String toString() {
        return text;
    }
}
