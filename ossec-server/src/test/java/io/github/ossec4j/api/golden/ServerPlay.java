package io.github.ossec4j.api.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plays the cases that the arguments name over HTTPS, in the directory of the first argument, and prints what is wrong. */
final class ServerPlay {
    private ServerPlay() {}

    public static void main(String[] arguments) throws IOException {
        for (int i = 1; i < arguments.length; i++) {
            GoldenCase golden = GoldenCase.named(arguments[i]);
            try (var server = new ServerHalf(golden)) {
                Path directory = Files.createDirectory(Path.of(arguments[0], "server-" + i));
                Play.of(golden, server, directory).forEach(System.out::println);
            }
        }
    }
}
