package io.github.ossec4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the sources of the man pages, one for each command, from the definitions of the commands. */
final class ManPages {
    private ManPages() {}

    /** Into the directory that is the only argument. */
    public static void main(String[] words) throws IOException {
        System.exit(write(Path.of(words[0])));
    }

    /** The exit status. */
    static int write(Path directory) throws IOException {
        var terminal = new Terminal(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                new PrintWriter(OutputStream.nullOutputStream(), false, Terminal.CHARSET),
                false,
                false,
                false,
                () -> 0,
                Map.of());
        var commands = new ArrayList<CommandSpec>();
        add(commands, Ossec4jCli.commandLine(terminal));
        return ManPageGenerator.generateManPage(
                directory.toFile(), null, new boolean[0], true, commands.toArray(CommandSpec[]::new));
    }

    private static void add(List<CommandSpec> commands, CommandLine command) {
        commands.add(command.getCommandSpec());
        command.getSubcommands().values().forEach(sub -> add(commands, sub));
    }
}
