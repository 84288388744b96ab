package io.github.ossec4j.cli;

import io.github.ossec4j.api.FleetMatch;
import io.github.ossec4j.api.FleetSource;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Records of several databases: whose they are, and what they say. */
final class FleetListing implements Listing<FleetMatch> {
    /** The members as {@code --help} names them. */
    static final String MEMBERS =
            "JSON and CSV: manager, home, agent (null for an agentless device), name, registry, and then"
                    + " as of 'ossec files'.";

    private final FileListing files;
    private final boolean hasSeveralHomes;

    /** @param files how each record is shown */
    FleetListing(FileListing files, boolean hasSeveralHomes) {
        this.files = files;
        this.hasSeveralHomes = hasSeveralHomes;
    }

    private static Optional<String> id(FleetSource source) {
        return source.agent().map(agent -> DisplayText.name(agent.idText()));
    }

    @Override
    public List<Column> columns() {
        var columns = new ArrayList<Column>();
        if (hasSeveralHomes) {
            columns.add(Column.text("HOME"));
        }
        columns.add(Column.text("AGENT"));
        columns.add(Column.text("NAME"));
        columns.addAll(files.columns());
        return columns;
    }

    @Override
    public Object[] row(FleetMatch match, Times times) {
        FleetSource source = match.source();
        Stream<Object> owner = Stream.of(id(source).orElse("-"), DisplayText.name(source.name()));
        Stream<Object> home = hasSeveralHomes ? Stream.of(home(source)) : Stream.of();
        return Stream.of(home, owner, Arrays.stream(files.row(match.entry(), times)))
                .flatMap(cells -> cells)
                .toArray();
    }

    private static String home(FleetSource source) {
        return source.manager().home().root().toString();
    }

    @Override
    public void write(Json out, FleetMatch match) {
        FleetSource source = match.source();
        out.object()
                .member("manager", DisplayText.name(source.managerName()))
                .member("home", home(source))
                .member("agent", id(source))
                .member("name", DisplayText.name(source.name()))
                .member("registry", source.isRegistry());
        FileListing.members(out, match.entry());
        out.endObject();
    }

    @Override
    public List<String> csvTitles() {
        return Stream.concat(Stream.of("manager", "home", "agent", "name", "registry"), files.csvTitles().stream())
                .toList();
    }

    @Override
    public Object[] csvRow(FleetMatch match) {
        FleetSource source = match.source();
        SyscheckEntry entry = match.entry();
        return Stream.concat(
                        Stream.of(
                                DisplayText.name(source.managerName()),
                                home(source),
                                id(source),
                                DisplayText.name(source.name()),
                                source.isRegistry()),
                        Arrays.stream(files.csvRow(entry)))
                .toArray();
    }
}
