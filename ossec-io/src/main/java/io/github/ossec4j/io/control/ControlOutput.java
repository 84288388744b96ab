package io.github.ossec4j.io.control;

import com.google.common.primitives.Ints;
import io.github.ossec4j.io.control.ControlOutcome.Failure;
import io.github.ossec4j.io.control.ControlOutcome.Kind;
import io.github.ossec4j.model.manager.Daemon;
import io.github.ossec4j.model.manager.DaemonStatus;
import io.github.ossec4j.model.manager.DaemonStatus.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what {@code bin/ossec-control} prints, in either form. One thread at a time. */
final class ControlOutput {
    private final Map<Daemon, State> states = new LinkedHashMap<>();
    private final List<String> messages = new ArrayList<>();
    private Optional<Failure> failure = Optional.empty();

    private ControlOutput() {}

    static ControlOutcome read(CommandOutcome outcome) {
        String text = outcome.output().display();
        int json = text.indexOf("{\"");
        var output = new ControlOutput();
        output.lines(json < 0 ? text : text.substring(0, json), json >= 0);
        if (json >= 0) {
            output.json(text.substring(json));
        }
        var daemons = new ArrayList<DaemonStatus>();
        output.states.forEach((daemon, state) -> daemons.add(new DaemonStatus(daemon, state)));
        return new ControlOutcome(outcome.exitStatus(), daemons, output.failure, output.messages, json >= 0);
    }

    private void lines(String text, boolean messagesOnly) {
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            if (messagesOnly || !line(line)) {
                messages.add(line);
            }
        });
    }

    /** Whether the line contained a state. */
    private boolean line(String line) {
        if (line.contains("Testing rules failed")) {
            failure = Optional.of(new Failure(Kind.CONFIGURATION_TEST, OptionalInt.of(21), line));
            return false;
        }
        String[] words = line.split("[ .:(]+", 3);
        Optional<Daemon> subject = daemon(words[0]);
        if (subject.isPresent()) {
            return told(subject.get(), line);
        }
        Optional<Daemon> object = words.length < 2 ? Optional.empty() : daemon(words[1]);
        if (object.isEmpty()) {
            return false;
        }
        switch (words[0]) {
            case "Started" -> set(object.get(), State.RUNNING);
            case "Killing" -> set(object.get(), State.KILLED);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A line that starts with a daemon's name: of the script, or of the daemon itself. */
    private boolean told(Daemon daemon, String line) {
        String rest = line.substring(daemon.processName().length());
        if (rest.startsWith(" is running") || rest.startsWith(" already running")) {
            set(daemon, State.RUNNING);
            return true;
        }
        if (rest.startsWith(" not running")) {
            set(daemon, State.STOPPED);
            return true;
        }
        String lower = rest.toLowerCase(Locale.ROOT);
        if (lower.contains("configuration error")) {
            set(daemon, State.FAILED);
            failure = Optional.of(new Failure(Kind.DAEMON_CONFIGURATION, OptionalInt.of(20), line));
        } else if (lower.contains("did not start") || lower.contains("failed to start")) {
            set(daemon, State.FAILED);
        }
        return false;
    }

    /**
     * A later word counts, and a daemon is listed where it was named last: after a restart, in the order of starting.
     */
    private void set(Daemon daemon, State state) {
        states.remove(daemon);
        states.put(daemon, state);
    }

    /**
     * Reads objects of texts and numbers anywhere, so that an incomplete list yields what it has.
     * Brackets and commas are ignored.
     */
    private void json(String text) {
        var members = new HashMap<String, String>();
        String name = "";
        boolean value = false;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '{' || c == '}') {
                object(members);
                members.clear();
                value = false;
                i++;
            } else if (c == ':') {
                value = true;
                i++;
            } else if (c == '"' || Character.isLetterOrDigit(c)) {
                int end = tokenEnd(text, i);
                String token = c == '"' ? unescaped(text.substring(i + 1, end)) : text.substring(i, end);
                if (value) {
                    members.put(name, token);
                } else {
                    name = token;
                }
                value = false;
                i = c == '"' ? end + 1 : end;
            } else {
                i++;
            }
        }
        object(members);
    }

    /** The end of a word, or the closing quote; the end of the text if it breaks off. */
    private static int tokenEnd(String text, int start) {
        boolean quoted = text.charAt(start) == '"';
        int i = start + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (quoted ? c == '"' : !Character.isLetterOrDigit(c)) {
                return i;
            }
            i += quoted && c == '\\' ? 2 : 1;
        }
        return text.length();
    }

    private static String unescaped(String text) {
        return text.replace("\\\"", "\"").replace("\\/", "/").replace("\\\\", "\\");
    }

    private void object(Map<String, String> members) {
        String error = members.getOrDefault("error", "0");
        Optional<Daemon> daemon = daemon(members.getOrDefault("daemon", ""));
        if (daemon.isPresent()) {
            set(daemon.get(), error.equals("0") ? state(members.getOrDefault("status", "")) : State.FAILED);
        }
        String message = members.getOrDefault("message", members.getOrDefault("description", ""));
        if (!error.equals("0")) {
            Integer code = Ints.tryParse(error);
            failure = Optional.of(
                    new Failure(kind(error), code == null ? OptionalInt.empty() : OptionalInt.of(code), message));
        }
    }

    private static Kind kind(String error) {
        return switch (error) {
            case "20" -> Kind.DAEMON_CONFIGURATION;
            case "21" -> Kind.CONFIGURATION_TEST;
            default -> Kind.OTHER;
        };
    }

    private static State state(String status) {
        return switch (status) {
            case "running" -> State.RUNNING;
            case "killed" -> State.KILLED;
            case "stopped" -> State.STOPPED;
            default -> State.FAILED; // "error", or a list that ended within the word
        };
    }

    private static Optional<Daemon> daemon(String name) {
        return Daemon.all().stream()
                .filter(daemon -> daemon.processName().equals(name))
                .findFirst();
    }
}
