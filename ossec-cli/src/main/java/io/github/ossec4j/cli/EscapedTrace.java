package io.github.ossec4j.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** The trace of a failure as it may be shown to people: messages quote names of files, which can hold anything. */
final class EscapedTrace extends Throwable {
    private static final long serialVersionUID = 1L;

    private final String text;

    private EscapedTrace(Throwable failure, Set<Throwable> told) {
        this.text = DisplayText.escaped(failure.toString());
        setStackTrace(failure.getStackTrace());
        Throwable cause = failure.getCause();
        if (cause != null && told.add(cause)) {
            initCause(new EscapedTrace(cause, told));
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (told.add(suppressed)) {
                addSuppressed(new EscapedTrace(suppressed, told));
            }
        }
    }

    /** The lines that the JDK prints, with line feeds. */
    static String of(Throwable failure) {
        Set<Throwable> told = Collections.newSetFromMap(new IdentityHashMap<>());
        told.add(failure);
        var trace = new StringWriter();
        new EscapedTrace(failure, told).printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // the name of the class is that of the failure
    public String toString() {
        return text;
    }
}
