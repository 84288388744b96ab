package io.github.ossec4j.io.control;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A message did not reach a daemon; nothing was sent, or nothing that the daemon will see. */
public final class DaemonUnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path socket;
    private final Reason reason;

    DaemonUnreachableException(Path socket, Reason reason, String detail, @Nullable Throwable cause) {
        super(socket + ": " + detail, cause);
        this.socket = socket;
        this.reason = reason;
    }

    /** Why a daemon was not reached. */
    public enum Reason {
        /** There is no socket file: the daemon has never run here, or this is not the home. */
        MISSING(false),
        /** The file is left over from a daemon that has exited. */
        NOBODY_LISTENS(false),
        /** This user may not write to the socket, or may not enter its directory. */
        NO_PERMISSION(false),
        /** The file is a socket of another kind. */
        NO_DATAGRAM_SOCKET(false),
        /** The path is longer than the system allows for a socket. */
        PATH_TOO_LONG(false),
        /** The daemon is running but did not read in time. */
        FULL(true),
        /** The daemon, or the system, refused the message after the connection was made. */
        REFUSED(true),
        /** junixsocket is missing, or has no native library for this machine. */
        LIBRARY_MISSING(false),
        /** {@code bin/agent_control}, run instead of using a socket, failed without giving a reason. */
        TOOL_FAILED(false);

        private final boolean connected;

        Reason(boolean connected) {
            this.connected = connected;
        }

        /**
         * Whether there was a connection: OSSEC distinguishes "unable to connect" from a message that was not accepted.
         */
        public boolean isConnected() {
            return connected;
        }
    }

    /** The socket. */
    public Path socket() {
        return socket;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }
}
