package io.github.ossec4j.api.rest;

import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings an answer recorded over OSSEC 4.3 into the shape of version 1.2, which is the one we answer in whatever wrote the
 * home (docs/compatibility.md, "One shape for every release").
 */
final class Mapping43 {
    private static final String COMMAND_FAILED = "Problem running command: ";
    private static final int SHA256_DIGITS = 64;
    private static final Set<String> LEFT_OUT_WHEN_UNKNOWN = Set.of("unknown", "disabled");

    private Mapping43() {}

    /** The recorded answer in our shape. */
    static JsonNode expected(String method, JsonNode recorded) {
        JsonNode copy = recorded.deepCopy();
        walk(copy);
        addedAgent(copy);
        swappedCodes(method, copy);
        return copy;
    }

    /** 4.3 has the codes of an unknown agent the other way round: 32 for listing, 33 for clearing. */
    private static void swappedCodes(String method, JsonNode answer) {
        if (answer instanceof ObjectNode object) {
            if (answer.path("message").asString("").startsWith(COMMAND_FAILED)) {
                object.put("message", COMMAND_FAILED + "<reason>");
            }
            int code = answer.path("error").asInt(0);
            if (code == 32 && method.equals("GET")) {
                object.put("error", 33);
            } else if (code == 33 && method.equals("DELETE")) {
                object.put("error", 32);
            }
        }
    }

    /** Ours without what 4.3 does not have. */
    static JsonNode actual(JsonNode ours) {
        JsonNode copy = ours.deepCopy();
        withoutMode(copy);
        return copy;
    }

    private static void walk(JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.forEach(Mapping43::walk);
        } else if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> walk(member.getValue()));
            map(object);
        }
    }

    private static void map(ObjectNode object) {
        if (object.has("readDay") && object.has("file")) {
            object.set("date", object.remove("readDay"));
        }
        String sha1 = object.path("sha1").asString("");
        int colon = sha1.indexOf(':');
        String sha256 = sha1.substring(colon + 1);
        if (colon > 0 && (sha256.equals("xxx") || sha256.length() == SHA256_DIGITS)) {
            object.put("sha1", sha1.substring(0, colon));
            object.put("sha256", sha256);
        }
        if (object.has("lastKeepAlive")) {
            agent(object);
        } else if (object.has("fimMaintenance") && object.has("ip")) {
            object.remove("fimMaintenance"); // told in an agent's information only
        }
    }

    private static void agent(ObjectNode agent) {
        String ip = agent.path("ip").asString();
        if (ip.equals("any/0")) {
            agent.put("ip", "any/any");
        } else if (ip.endsWith("/0")) {
            agent.put("ip", ip.substring(0, ip.length() - 1) + "any");
        } else if (ip.endsWith(ip.indexOf(':') >= 0 ? "/128" : "/32")) {
            agent.put("ip", ip.substring(0, ip.indexOf('/')));
        }
        for (String optional : Set.of("encryption", "fimMaintenance")) {
            if (LEFT_OUT_WHEN_UNKNOWN.contains(agent.path(optional).asString(""))) {
                agent.remove(optional);
            }
        }
        if (!agent.has("version")) {
            agent.put("version", "");
        }
    }

    private static void addedAgent(JsonNode answer) {
        String data = answer.path("data").asString("");
        if (data.startsWith("Agent added with ID ") && answer instanceof ObjectNode object) {
            object.putObject("data")
                    .put("id", data.substring("Agent added with ID ".length()))
                    .put("message", "Agent added");
        }
    }

    private static void withoutMode(JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.forEach(Mapping43::withoutMode);
        } else if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> withoutMode(member.getValue()));
            if (object.has("event") && object.has("perm")) {
                object.remove("mode");
            }
        }
    }
}
