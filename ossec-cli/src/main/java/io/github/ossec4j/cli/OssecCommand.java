package io.github.ossec4j.cli;

import io.github.ossec4j.api.Flavor;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The command itself, with the options that every subcommand has. */
@Command(
        name = "ossec",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = OssecCommand.Version.class,
        description = "Reads, queries and controls an OSSEC manager through the files of its home.",
        synopsisHeading = "Usage: ",
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nParameters:%n",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Exit status: 0 answered; 1 the API answered with an error, or a check failed; 2 invalid usage; 3 the home cannot be read.",
            "Results go to standard output in UTF-8, messages to standard error."
        })
final class OssecCommand {
    /** When to use color. */
    enum ColorChoice {
        AUTO,
        ALWAYS,
        NEVER
    }

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The OSSEC home. Default: $OSSEC_HOME, else /var/ossec.")
    private List<Path> homes = List.of();

    @Option(
            names = "--sample",
            scope = ScopeType.INHERIT,
            description = "Use a sample home that comes with the command, instead of --home.")
    private boolean sample;

    @Option(
            names = "--flavor",
            paramLabel = "FLAVOR",
            scope = ScopeType.INHERIT,
            converter = FlavorConverter.class,
            completionCandidates = Flavors.class,
            description =
                    "Whose conventions the home follows: auto, wazuh or ossec. Default: auto, detected from its files.")
    private @Nullable Flavor flavor;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            scope = ScopeType.INHERIT,
            converter = ZoneConverter.class,
            description = "The time zone, such as UTC or Europe/Berlin. Default: that of the home.")
    private @Nullable ZoneId zone;

    @Option(
            names = "--now",
            paramLabel = "EPOCH_SECONDS",
            scope = ScopeType.INHERIT,
            converter = MomentConverter.class,
            description = "The time to use as the present, at most 9999-12-30. Default: the current time.")
    private @Nullable Instant now;

    @Option(
            names = "--manager-name",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The name of the manager, agent 000. Default: that of this machine.")
    private @Nullable String managerName;

    @Option(
            names = "--manager-os",
            paramLabel = "TEXT",
            scope = ScopeType.INHERIT,
            description = "The operating system of the manager. Default: that of this machine.")
    private @Nullable String managerOs;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            converter = ColorConverter.class,
            completionCandidates = Colors.class,
            description = "auto, always or never. Default: auto, on a terminal unless NO_COLOR is set.")
    private @Nullable ColorChoice color;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Report every line that is skipped, and the causes of failures.")
    private boolean verbose;

    private final Terminal terminal;

    OssecCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    Terminal terminal() {
        return terminal;
    }

    /** The homes that were given; only some commands take more than one. */
    List<Path> homes() {
        return homes;
    }

    boolean isSample() {
        return sample;
    }

    Flavor flavor() {
        return flavor == null ? Flavor.AUTO : flavor;
    }

    Optional<ZoneId> zone() {
        return Optional.ofNullable(zone);
    }

    Optional<Instant> now() {
        return Optional.ofNullable(now);
    }

    Optional<String> managerName() {
        return Optional.ofNullable(managerName);
    }

    Optional<String> managerOs() {
        return Optional.ofNullable(managerOs);
    }

    boolean isVerbose() {
        return verbose;
    }

    boolean isColored() {
        if (color != null && color != ColorChoice.AUTO) {
            return color == ColorChoice.ALWAYS;
        }
        String noColor = terminal.environment().getOrDefault("NO_COLOR", "");
        return terminal.outIsTerminal()
                && noColor.isEmpty()
                && !terminal.environment().getOrDefault("TERM", "").equals("dumb");
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = OssecCommand.class.getPackage().getImplementationVersion();
            return new String[] {"ossec4j " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** The constant of this name in any letter case. */
    static <E extends Enum<E>> E word(Class<E> type, String text) {
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException("'" + text + "' is not one of "
                    + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT));
        }
    }

    /** What completion offers for an enum, as {@link #word} reads it. */
    abstract static class EnumWords<E extends Enum<E>> implements Iterable<String> {
        private final Class<E> type;

        EnumWords(Class<E> type) {
            this.type = type;
        }

        @Override
        public final Iterator<String> iterator() {
            return Arrays.stream(type.getEnumConstants()).map(DisplayText::word).iterator();
        }
    }

    /** Values of {@code --flavor}. */
    static final class Flavors extends EnumWords<Flavor> {
        Flavors() {
            super(Flavor.class);
        }
    }

    /** Values of {@code --color}. */
    static final class Colors extends EnumWords<ColorChoice> {
        Colors() {
            super(ColorChoice.class);
        }
    }

    /** Parses {@code --zone}. */
    static final class ZoneConverter implements ITypeConverter<ZoneId> {
        @Override
        public ZoneId convert(String text) {
            try {
                return ZoneId.of(text);
            } catch (DateTimeException e) {
                String similar = ZoneId.getAvailableZoneIds().stream()
                        .filter(id -> id.equalsIgnoreCase(text)
                                || id.toLowerCase(Locale.ROOT).endsWith("/" + text.toLowerCase(Locale.ROOT)))
                        .sorted()
                        .findFirst()
                        .map(id -> "; do you mean " + id + "?")
                        .orElse("");
                throw new TypeConversionException(
                        "'" + text + "' is not a time zone: UTC, an offset such as +02:00, or a"
                                + " name such as Europe/Berlin" + similar);
            }
        }
    }

    /** Parses {@code --flavor}. */
    static final class FlavorConverter implements ITypeConverter<Flavor> {
        @Override
        public Flavor convert(String text) {
            return word(Flavor.class, text);
        }
    }

    /** Parses {@code --now}. */
    static final class MomentConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Times.moment(Long.parseLong(text));
            } catch (NumberFormatException | DateTimeException e) {
                throw new TypeConversionException("'" + text + "' is not " + Times.MOMENT);
            }
        }
    }

    /** Parses {@code --color}. */
    static final class ColorConverter implements ITypeConverter<ColorChoice> {
        @Override
        public ColorChoice convert(String text) {
            return word(ColorChoice.class, text);
        }
    }
}
