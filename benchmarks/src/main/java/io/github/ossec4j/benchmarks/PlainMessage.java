package io.github.ossec4j.benchmarks;

/** A line of a script's output as one would read it without a thought of speed. */
record PlainMessage(Kind kind, String text, boolean isStored) {
    /** What a line starts with. */
    enum Kind {
        INFO,
        ERROR,
        FORWARD,
        LOG,
        STORE,
        DATA
    }

    static PlainMessage parse(String line, boolean isStoring) {
        if (line.startsWith("ERROR: ")) {
            return new PlainMessage(Kind.ERROR, line.substring(7), false);
        }
        if (line.startsWith("INFO: ")) {
            return new PlainMessage(Kind.INFO, line.substring(6), false);
        }
        if (line.startsWith("FWD: ")) {
            return new PlainMessage(Kind.FORWARD, line.substring(5), false);
        }
        if (line.startsWith("LOG: ")) {
            return new PlainMessage(Kind.LOG, line.substring(5), false);
        }
        if (line.startsWith("STORE: ")) {
            return new PlainMessage(Kind.STORE, "", false);
        }
        return new PlainMessage(Kind.DATA, line, isStoring);
    }
}
