package io.github.ossec4j.api.golden;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings what was recorded over OSSEC 4.3 into the shape of version 1.2, which is the one we answer in whatever wrote the
 * home (docs/compatibility.md, "One shape for every release").
 */
final class Mapping43 {
    private static final int SHA256_DIGITS = 64;
    private static final Set<String> LEFT_OUT_WHEN_UNKNOWN = Set.of("unknown", "disabled");
    private static final Pattern REMOVED_KEY = Pattern.compile("(?m)^(\\d+ )(#\\*){10}#(.*)$");
    private static final Pattern REST_OF_KEY = Pattern.compile("<last (\\d+) of key>");

    private Mapping43() {}

    /** The recorded answer in our shape; {@code ours} is the answer it is going to be compared with. */
    static JsonNode answer(JsonNode request, JsonNode recorded, JsonNode ours) {
        JsonNode answer = mapped(recorded, ours);
        if (answer instanceof ObjectNode object) {
            addedAgent(object);
            swappedCodes(request.path("method").asString(), object);
        }
        return request.path("path").asString().startsWith("/manager/stats") ? inOurOrder(answer, ours) : answer;
    }

    /** The scripts for statistics ran under another Python, which orders members otherwise. */
    private static JsonNode inOurOrder(JsonNode recorded, JsonNode ours) {
        if (recorded instanceof ArrayNode array) {
            ArrayNode ordered = GoldenCase.MAPPER.createArrayNode();
            for (int i = 0; i < array.size(); i++) {
                ordered.add(inOurOrder(array.get(i), ours.path(i)));
            }
            return ordered;
        }
        if (recorded instanceof ObjectNode object) {
            ObjectNode ordered = GoldenCase.MAPPER.createObjectNode();
            ours.propertyNames().stream().filter(object::has).forEach(name -> ordered.set(name, object.path(name)));
            object.properties()
                    .forEach(member ->
                            ordered.set(member.getKey(), inOurOrder(member.getValue(), ours.path(member.getKey()))));
            return ordered;
        }
        return recorded;
    }

    /** 4.3 has the codes of an unknown agent the other way round: 32 for listing, 33 for clearing. */
    private static void swappedCodes(String method, ObjectNode answer) {
        int code = answer.path("error").asInt(0);
        if (code == 32 && method.equals("GET")) {
            answer.put("error", 33);
        } else if (code == 33 && method.equals("DELETE")) {
            answer.put("error", 32);
        }
    }

    private static void addedAgent(ObjectNode answer) {
        String data = answer.path("data").asString("");
        if (data.startsWith("Agent added with ID ")) {
            answer.putObject("data")
                    .put("id", data.substring("Agent added with ID ".length()))
                    .put("message", "Agent added");
        }
    }

    private static JsonNode mapped(JsonNode recorded, JsonNode ours) {
        if (recorded instanceof ArrayNode array) {
            ArrayNode mapped = GoldenCase.MAPPER.createArrayNode();
            for (int i = 0; i < array.size(); i++) {
                mapped.add(mapped(array.get(i), ours.path(i)));
            }
            return mapped;
        }
        return recorded instanceof ObjectNode object ? mapped(object, ours) : recorded;
    }

    private static ObjectNode mapped(ObjectNode recorded, JsonNode ours) {
        ObjectNode mapped = GoldenCase.MAPPER.createObjectNode();
        boolean isAgent = recorded.has("lastKeepAlive");
        boolean isListedAgent = !isAgent && recorded.has("fimMaintenance") && recorded.has("ip");
        for (Map.Entry<String, JsonNode> member : recorded.properties()) {
            String name = member.getKey();
            String text = member.getValue().asString("");
            if (name.equals("readDay") && recorded.has("file")) {
                mapped.put("date", text);
            } else if (name.equals("sha1")) {
                digests(text, mapped);
            } else if (isAgent && name.equals("ip")) {
                mapped.put("ip", address(text));
            } else if (isAgent && name.equals("encryption") && LEFT_OUT_WHEN_UNKNOWN.contains(text)) {
                continue; // absence says the same
            } else if (name.equals("fimMaintenance") && (isListedAgent || LEFT_OUT_WHEN_UNKNOWN.contains(text))) {
                continue; // absence says the same
            } else {
                mapped.set(name, mapped(member.getValue(), ours.path(name)));
            }
            if (isAgent && name.equals("os") && !recorded.has("version")) {
                mapped.put("version", "");
            }
            if (name.equals("size") && isModeOf(recorded, ours)) {
                mapped.set("mode", ours.path("mode"));
            }
        }
        return mapped;
    }

    /** 4.3 gives the permissions only: ours must agree with them. */
    private static boolean isModeOf(JsonNode recorded, JsonNode ours) {
        String permissions = recorded.path("perm").asString("?");
        int mode = ours.path("mode").asInt(-1);
        return !recorded.has("mode")
                && (permissions.isEmpty() ? mode == 0 : permissions(mode).equals(permissions));
    }

    private static String permissions(int mode) {
        char[] permissions = "rwxrwxrwx".toCharArray();
        for (int i = 0; i < permissions.length; i++) {
            if ((mode >> (permissions.length - 1 - i) & 1) == 0) {
                permissions[i] = '-';
            }
        }
        for (int i = 0; i < 3; i++) {
            if ((mode >> (11 - i) & 1) != 0) {
                permissions[3 * i + 2] = "sst".charAt(i);
            }
        }
        return new String(permissions);
    }

    /** 4.3 leaves both digests glued together. */
    private static void digests(String text, ObjectNode mapped) {
        int colon = text.indexOf(':');
        String sha256 = text.substring(colon + 1);
        if (colon > 0 && (sha256.equals("xxx") || sha256.length() == SHA256_DIGITS)) {
            mapped.put("sha1", text.substring(0, colon)).put("sha256", sha256);
        } else {
            mapped.put("sha1", text);
        }
    }

    private static String address(String ip) {
        if (ip.equals("any/0")) {
            return "any/any";
        }
        if (ip.endsWith("/0")) {
            return ip.substring(0, ip.length() - 1) + "any";
        }
        return ip.endsWith(ip.indexOf(':') >= 0 ? "/128" : "/32") ? ip.substring(0, ip.indexOf('/')) : ip;
    }

    /** The recorded files that we leave otherwise: the key file and new databases. */
    static Map<String, ObjectNode> files(JsonNode after, String keyFileOfTheCase) {
        Map<String, ObjectNode> files = new TreeMap<>();
        for (Map.Entry<String, JsonNode> file : after.path("files").properties()) {
            ObjectNode mapped = (ObjectNode) file.getValue().deepCopy();
            if (file.getKey().equals("etc/client.keys")) {
                mapped.remove(List.of("sha256"));
                mapped.put("text", withoutRestsOfKeys(mapped.path("text").asString(), keyFileOfTheCase));
            } else if (file.getKey().contains("check/") && mapped.path("size").asInt() == 0) {
                mapped.put("mode", "0640"); // of a new database; OSSEC's tools let all users read it
            }
            files.put(file.getKey(), mapped);
        }
        return files;
    }

    /**
     * Where OSSEC leaves a part of a key after its marker, we go on with the marker. Entries that had been removed before
     * the case are left as they are.
     */
    private static String withoutRestsOfKeys(String keys, String before) {
        return REMOVED_KEY.matcher(keys).replaceAll(entry -> {
            int length = length(entry.group(3));
            return before.contains(entry.group(1) + "#*#*")
                    ? Matcher.quoteReplacement(entry.group())
                    : entry.group(1) + "#*".repeat(10) + "#"
                            + "*#".repeat(length).substring(0, length);
        });
    }

    private static int length(String restOfLine) {
        Matcher key = REST_OF_KEY.matcher(restOfLine);
        return key.find()
                ? restOfLine.length() - key.group().length() + Integer.parseInt(key.group(1))
                : restOfLine.length();
    }
}
