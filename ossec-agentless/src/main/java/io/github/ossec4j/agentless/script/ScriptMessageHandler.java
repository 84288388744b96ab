package io.github.ossec4j.agentless.script;

import java.io.IOException;

/** Told of each message, in the order of the output. */
@FunctionalInterface
public interface ScriptMessageHandler {
    /**
     * Takes a message.
     *
     * @throws IOException to stop reading; whoever reads the output passes it on
     */
    void message(ScriptMessage message) throws IOException;
}
