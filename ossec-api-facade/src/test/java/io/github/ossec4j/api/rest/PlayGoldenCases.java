package io.github.ossec4j.api.rest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plays the cases that the arguments name, in the directory of the first argument, and prints what is wrong. */
final class PlayGoldenCases {
    private PlayGoldenCases() {}

    public static void main(String[] arguments) throws IOException {
        for (int i = 1; i < arguments.length; i++) {
            Path home = Files.createDirectory(Path.of(arguments[0], "home-" + i));
            GoldenRest.play(GoldenCase.named(arguments[i]), home).forEach(System.out::println);
        }
    }
}
