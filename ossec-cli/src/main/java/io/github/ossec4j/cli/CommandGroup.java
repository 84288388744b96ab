package io.github.ossec4j.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only has subcommands: without one of them, the error names them. */
abstract class CommandGroup implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public final Integer call() {
        CommandSpec group = Objects.requireNonNull(spec);
        var names = List.copyOf(group.subcommands().keySet());
        int last = names.size() - 1;
        throw new ParameterException(
                group.commandLine(),
                group.name() + " needs a command: " + String.join(", ", names.subList(0, last)) + " or "
                        + names.get(last));
    }
}
