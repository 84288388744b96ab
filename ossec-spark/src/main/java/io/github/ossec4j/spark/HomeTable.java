package io.github.ossec4j.spark;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.spark.Condition.Between;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The tables. */
enum HomeTable {
    /** The last states of files and registry keys. */
    FILES(FileRecords.COLUMNS, 4, "syscheck") {
        @Override
        Records open(Piece piece, Path file, ReadOptions options, Condition wanted, MalformedLineHandler malformed)
                throws IOException {
            return new FileRecords(piece, file, options, wanted, malformed);
        }

        @Override
        boolean canBeSplit() {
            return true;
        }
    },
    /** The steps from one state to the next. */
    FILE_CHANGES(ChangeRecords.COLUMNS, 4, "syscheck") {
        @Override
        Records open(Piece piece, Path file, ReadOptions options, Condition wanted, MalformedLineHandler malformed)
                throws IOException {
            return new ChangeRecords(piece, file, options, wanted, malformed);
        }
    },
    /** What policy and anomaly checks found. */
    POLICY(PolicyRecords.COLUMNS, 3, "rootcheck") {
        @Override
        Records open(Piece piece, Path file, ReadOptions options, Condition wanted, MalformedLineHandler malformed)
                throws IOException {
            return new PolicyRecords(piece, file, options, wanted, malformed);
        }
    },
    /** The manager and its agents. */
    AGENTS(AgentRecords.COLUMNS, 1, "rootcheck") {
        @Override
        boolean needs(String file) {
            return super.needs(file) || isIn(file, "queue/agent-info");
        }

        @Override
        List<Piece> pieces(Home home) throws IOException {
            return home.file("etc", "client.keys").stream()
                    .map(keys -> Piece.ofHome(home.uri(), home.manager(), keys.bytes()))
                    .toList();
        }

        @Override
        Records open(Piece piece, Path root, ReadOptions options, Condition wanted, MalformedLineHandler malformed)
                throws IOException {
            return new AgentRecords(piece, root, options, wanted, malformed);
        }
    },
    /** The alerts of all days, or of the current file if there are no others. */
    ALERTS(AlertRecords.COLUMNS, 1, "") {
        @Override
        boolean needs(String file) {
            return file.startsWith("logs/alerts/");
        }

        @Override
        List<Piece> pieces(Home home) throws IOException {
            List<Piece> days = home.days("logs/alerts", "ossec-alerts-");
            return days.isEmpty() ? home.file("logs/alerts", "alerts.log") : days;
        }

        @Override
        Records open(Piece piece, Path file, ReadOptions options, Condition wanted, MalformedLineHandler malformed)
                throws IOException {
            return new AlertRecords(piece, file, options, wanted, malformed);
        }

        /** OSSEC may write an alert into the file of a neighboring day, of a zone that is not known here. */
        @Override
        boolean mayHave(Piece piece, Condition wanted) {
            Optional<LocalDate> day = DayFiles.find(piece.file());
            return super.mayHave(piece, wanted)
                    && (day.isEmpty()
                            || wanted.conjuncts().stream()
                                    .allMatch(part -> !(part instanceof Between range)
                                            || range.column() != AlertRecords.TIME
                                            || (range.high() >= micros(day.get().minusDays(1)) - ZONE
                                                    && range.low()
                                                            < micros(day.get().plusDays(2)) + ZONE)));
        }
    },
    /** The totals of each hour. */
    STATS(StatsRecords.COLUMNS, 1, "") {
        @Override
        boolean needs(String file) {
            return file.startsWith("stats/totals/");
        }

        @Override
        List<Piece> pieces(Home home) throws IOException {
            return home.days("stats/totals", "ossec-totals-");
        }

        @Override
        Records open(Piece piece, Path file, ReadOptions options, Condition wanted, MalformedLineHandler malformed)
                throws IOException {
            return new StatsRecords(piece, file, wanted, malformed);
        }

        @Override
        boolean mayHave(Piece piece, Condition wanted) {
            long day = DayFiles.dayOf(piece.file()).toEpochDay();
            var columns = new PieceColumns(piece) {
                @Override
                public long number(int column) {
                    return day;
                }
            };
            return isPossible(columns, column -> column <= StatsRecords.DAY, wanted);
        }
    };

    private static final long ZONE = Duration.ofHours(18).toMillis() * 1000;

    @SuppressWarnings("ImmutableEnumChecker") // immutable lists
    private final List<Column> columns;

    private final int constants;
    private final String databases;

    /**
     * A table.
     *
     * @param constants how many of the columns, the first ones, are the same in all records of a piece
     * @param databases the kind of databases that it is made of; empty if it is made of other files
     */
    HomeTable(List<Column> columns, int constants, String databases) {
        this.columns = columns;
        this.constants = constants;
        this.databases = databases;
    }

    /** The table of this name. */
    static HomeTable of(@Nullable String name) {
        for (HomeTable table : values()) {
            if (table.optionName().equals(name)) {
                return table;
            }
        }
        String names = String.join(
                ", ", Arrays.stream(values()).map(HomeTable::optionName).toList());
        throw new IllegalArgumentException(
                "option table must be one of " + names + (name == null ? "" : ", was \"" + name + "\""));
    }

    /** Its name for users. */
    String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All columns. */
    List<Column> columns() {
        return columns;
    }

    /** Whether all records of a piece have the same value in this column. */
    boolean isConstant(int column) {
        return column < constants;
    }

    private static boolean isIn(String file, String directory) {
        return file.lastIndexOf('/') == directory.length() && file.startsWith(directory);
    }

    /** Whether this file of a home is needed: by default databases, and what says whose they are. */
    boolean needs(String file) {
        return isIn(file, "queue/" + databases) || isIn(file, "queue/agentless") || file.equals("etc/client.keys");
    }

    /** What there is to read in a home: by default databases. */
    List<Piece> pieces(Home home) throws IOException {
        return home.databases(databases);
    }

    /** Whether a large piece can be read in parts. */
    boolean canBeSplit() {
        return false;
    }

    /** Whether a piece may have wanted records; decided without opening it. */
    boolean mayHave(Piece piece, Condition wanted) {
        return isPossible(new PieceColumns(piece), this::isConstant, wanted);
    }

    static boolean isPossible(Records columns, IntPredicate known, Condition wanted) {
        for (Condition part : wanted.conjuncts()) {
            if (part.needsOnly(known) && part.test(columns) != Truth.TRUE) {
                return false;
            }
        }
        return true;
    }

    private static long micros(LocalDate day) {
        return Texts.micros(day.atStartOfDay().toEpochSecond(ZoneOffset.UTC));
    }

    /**
     * Opens a piece.
     *
     * @param file the piece's file; the root of the home if it has none
     * @param wanted which records are wanted
     * @throws java.nio.file.NoSuchFileException if it is no longer there
     */
    abstract Records open(Piece piece, Path file, ReadOptions options, Condition wanted, MalformedLineHandler malformed)
            throws IOException;
}
