package io.github.ossec4j.io.control;

import io.github.ossec4j.io.OssecHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A home in a temporary directory, with substitute programs that behave as recorded. */
record TempHome(Path root) {
    static TempHome in(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("bin"));
        Files.createDirectories(directory.resolve("etc"));
        Files.createDirectories(directory.resolve("var/run"));
        Files.createDirectories(directory.resolve("queue/alerts"));
        return new TempHome(directory);
    }

    OssecHome home() {
        return OssecHome.at(root);
    }

    /** Puts a shell script at {@code bin/<name>}. */
    TempHome with(String name, String script) throws IOException {
        Path file = Files.writeString(root.resolve("bin").resolve(name), "#!/bin/sh\n" + script);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
        return this;
    }
}
