package io.github.ossec4j.io.keys;

import io.github.ossec4j.model.OssecException;

/** The highest number that OSSEC gives is taken, and numbers are never given again; nothing was changed. */
public final class AgentIdsExhaustedException extends OssecException {
    private static final long serialVersionUID = 1L;

    /** Names the highest number. */
    public AgentIdsExhaustedException(int highest) {
        super("no agent number is left: " + highest + " is the highest, and removed agents keep theirs");
    }
}
