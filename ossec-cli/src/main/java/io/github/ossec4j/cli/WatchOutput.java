package io.github.ossec4j.cli;

import io.github.ossec4j.api.watch.WatchEvent;
import java.io.IOException;

/** How events are printed. */
@FunctionalInterface
interface WatchOutput {
    /** Prints one. */
    void print(WatchEvent event) throws IOException;
}
