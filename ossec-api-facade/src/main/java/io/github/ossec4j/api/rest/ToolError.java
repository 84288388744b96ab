package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.UnknownAgentException;
import io.github.ossec4j.io.keys.AgentRefusedException;
import io.github.ossec4j.model.OssecException;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** An error that one of the original's tools reports, by number and in its words. */
final class ToolError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    ToolError(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** No agent has the id. */
    static ToolError unknownAgent(int code, String id) {
        String message = switch (code) {
            case 13 -> "Invalid agent id '" + id + "'";
            case 12, 32, 33 -> "Invalid agent id '" + id + "'.";
            case 70, 78 -> "Invalid ID '" + id + "' given. ID is not present";
            default -> "Invalid agent id";
        };
        return new ToolError(code, message);
    }

    /** The key file or one that changes with it cannot be changed; the original only knows the key file. */
    static RuntimeException notOpened(String what, Route.Call call, OssecException e) {
        if (e.errorCode().isEmpty() && e.getCause() instanceof IOException cause) {
            String queue = call.ossec().home().root().resolve("queue").toString();
            String file = cause instanceof FileSystemException failure ? String.valueOf(failure.getFile()) : "";
            String shown = file.startsWith(queue) ? "/queue" + file.substring(queue.length()) : "/etc/client.keys";
            return new ToolError(71, "Could not open " + what + " '" + shown + "' due to " + SystemError.of(cause));
        }
        return e;
    }

    /** The error of a typed method, if it has a number. */
    static ToolError of(OssecException e) {
        int code = e.errorCode().orElseThrow();
        if (e instanceof UnknownAgentException unknown) {
            return unknownAgent(code, unknown.idText());
        }
        if (e instanceof AgentRefusedException refused) {
            return new ToolError(code, refused.reason().message());
        }
        String message = switch (code) {
            case 11 -> "rootcheck_control: Unable to open: '/queue/rootcheck'";
            case 31 -> "syscheck_control: Unable to open: '/queue/syscheck'";
            case 41, 43, 45 -> "Unable to connect to remoted";
            case 42 -> "Unable to restart syscheck on all agents";
            case 44 -> "Unable to restart syscheck on agent";
            case 46 -> "Unable to restart agent";
            default -> String.valueOf(e.getMessage());
        };
        return new ToolError(code, message);
    }

    int code() {
        return code;
    }

    RestResponse response() {
        return Envelope.toolError(code, String.valueOf(getMessage()));
    }
}
