package io.github.ossec4j.api.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plays the cases that the arguments name through both halves, in the directory of the first argument, and prints what is wrong. */
final class PlayCases {
    private PlayCases() {}

    public static void main(String[] arguments) throws IOException {
        for (int i = 1; i < arguments.length; i++) {
            GoldenCase golden = GoldenCase.named(arguments[i]);
            for (Half half : Half.both(golden)) {
                Path directory = Files.createDirectory(Path.of(arguments[0], half.name() + "-" + i));
                Play.of(golden, half, directory).forEach(System.out::println);
            }
        }
    }
}
