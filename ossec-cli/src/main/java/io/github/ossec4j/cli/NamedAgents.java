package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.AgentSnapshot;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.OssecException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Agents as a command line names them. Digits are always a number, {@code 1} as well as {@code 001}; anything else is a
 * name, in the exact spelling. A name that several agents have names none of them. One thread at a time.
 */
final class NamedAgents {
    /** Describes a parameter that is one agent. */
    static final String ONE = "The agent's number or name; 000 is the manager.";

    /** Describes a parameter that is one or more agents. */
    static final String SOME = "Numbers or names of agents.";

    /** What completion offers: a mark that the script replaces with the agents of the home and the manager. */
    static final class Candidates implements Iterable<String> {
        static final String MARK = "AGENTS-AND-MANAGER";

        @Override
        public Iterator<String> iterator() {
            return List.of(MARK).iterator();
        }
    }

    /** What completion offers where the manager is no use. */
    static final class AgentsOnly implements Iterable<String> {
        static final String MARK = "AGENTS-OF-THE-HOME";

        @Override
        public Iterator<String> iterator() {
            return List.of(MARK).iterator();
        }
    }

    private static final int MOST_WORDS = 8;

    private final AgentSnapshot agents;
    private @Nullable Map<String, List<AgentHandle>> byName; // made for the first name

    private NamedAgents(AgentSnapshot agents) {
        this.agents = agents;
    }

    /** The agent. For {@code 000}, no file is read. */
    static AgentHandle find(Ossec ossec, String text) {
        if (isNumber(text)
                && text.length() <= AgentId.MAXIMUM_DIGITS
                && AgentId.parse(text).isManager()) {
            return ossec.agents().find(AgentId.MANAGER.toString()).orElseThrow();
        }
        return new NamedAgents(ossec.snapshot()).find(text);
    }

    /** All of them, each once, before anything is done with any. */
    static List<AgentHandle> find(Ossec ossec, List<String> texts) {
        var agents = new NamedAgents(ossec.snapshot());
        return texts.stream().map(agents::find).distinct().toList();
    }

    private AgentHandle find(String text) {
        return isNumber(text) ? byNumber(text) : byName(text);
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private AgentHandle byNumber(String text) {
        Optional<AgentHandle> found =
                text.length() <= AgentId.MAXIMUM_DIGITS ? agents.find(AgentId.parse(text)) : Optional.empty();
        return found.or(() -> agents.find(text)).orElseThrow(() -> {
            String id = text.length() <= AgentId.MAXIMUM_DIGITS
                    ? AgentId.parse(text).toString()
                    : text;
            List<AgentHandle> namesakes = called(text);
            return new OssecException("no agent " + id + " in client.keys"
                    + (namesakes.isEmpty()
                            ? ""
                            : "; digits are a number, and the agent of that name is " + ids(namesakes)));
        });
    }

    private AgentHandle byName(String name) {
        List<AgentHandle> found = called(name);
        if (found.isEmpty()) {
            throw new OssecException("no agent is called '" + name + "'; 'ossec agents' lists their numbers and names");
        }
        if (found.size() > 1) {
            throw new OssecException(
                    found.size() + " agents are called '" + name + "': choose one by its number, " + ids(found));
        }
        return found.get(0);
    }

    private List<AgentHandle> called(String name) {
        Map<String, List<AgentHandle>> index = byName;
        if (index == null) {
            index = agents.listed().stream().collect(Collectors.groupingBy(agent -> DisplayText.name(agent.name())));
            byName = index;
        }
        return index.getOrDefault(name, List.of());
    }

    private static String ids(List<AgentHandle> agents) {
        return agents.stream().map(AgentHandle::idText).collect(Collectors.joining(" or "));
    }

    /** {@code agent 001 (web-01)}, {@code agents 001 (web-01), 002 (web-02)}; of many, the first ones. */
    static String words(List<AgentHandle> agents) {
        int more = agents.size() - MOST_WORDS;
        if (more > 1) {
            return words(agents.subList(0, MOST_WORDS)) + " and " + more + " more";
        }
        return agents.stream()
                .map(agent -> agent.idText() + " (" + DisplayText.name(agent.name()) + ")")
                .collect(Collectors.joining(", ", agents.size() == 1 ? "agent " : "agents ", ""));
    }
}
