package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import io.github.ossec4j.model.alerts.AlertFields;
import io.github.ossec4j.model.alerts.AlertOrigin;
import io.github.ossec4j.model.alerts.AlertRule;
import io.github.ossec4j.model.alerts.IntegrityChange;
import io.github.ossec4j.model.syscheck.FileChange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Alerts. In JSON, what an alert does not have is not a member: a day has a million of them.
 *
 * @param isRaw whether texts are written byte by byte, as the characters U+0000 to U+00FF, so that nothing is lost
 */
record AlertListing(boolean isRaw) implements Listing<Alert> {
    /** The members as {@code --help} names them. */
    static final String MEMBERS =
            "JSON: offset and length in the file, id, time (seconds since 1970), date, mail, rule, level,"
                    + " description, groups, location, origin, log; if the alert has them, also srcip, srcport, dstip, dstport, user,"
                    + " srclocation, dstlocation, pci_dss, cis, previous_output, syscheck (event, path, before and after of each"
                    + " attribute, diff), compliance, cut, complete and displaced. CSV: time, id, level, rule, description, groups,"
                    + " origin, source, srcip, user, message.";

    /** An alert on one line. */
    static String line(Alert alert, Times times) {
        AlertRule rule = alert.rule();
        return times.text(alert.time()) + "  level " + rule.level() + "  rule " + rule.id() + "  "
                + alert.origin().name().display() + "  " + rule.description().display() + "  "
                + alert.message().display();
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.time("TIME"),
                Column.number("LEVEL"),
                Column.number("RULE"),
                Column.text("ORIGIN"),
                Column.prose("DESCRIPTION"),
                Column.prose("EVENT"));
    }

    @Override
    public Object[] row(Alert alert, Times times) {
        AlertRule rule = alert.rule();
        return new Object[] {
            times.text(alert.time()),
            RuleListing.level(rule.level()),
            rule.id(),
            alert.origin().name().display(),
            rule.description().display(),
            (alert.place().isDisplaced() ? "[not where its number says, perhaps forged] " : "")
                    + alert.message().display()
        };
    }

    @Override
    public void write(Json out, Alert alert) {
        members(out.object(), alert);
        out.endObject();
    }

    /** The members of an alert. */
    void members(Json out, Alert alert) {
        AlertRule rule = alert.rule();
        out.member("offset", alert.place().offset())
                .member("length", alert.place().length());
        if (alert.id().isPresent()) {
            out.member("id", alert.id().get());
        }
        out.member("time", alert.time().getEpochSecond())
                .member("date", alert.localTime())
                .member("mail", alert.isMailed())
                .member("rule", rule.id())
                .member("level", rule.level());
        text(out, "description", rule.description());
        names(out, "groups", rule.groups());
        text(out, "location", alert.location());
        origin(out, alert.origin());
        fields(out, alert.fields());
        texts(out, "log", alert.log());
        if (!rule.pciDss().isEmpty()) {
            names(out, "pci_dss", rule.pciDss());
        }
        if (!rule.cis().isEmpty()) {
            names(out, "cis", rule.cis());
        }
        alert.previousOutput().ifPresent(lines -> texts(out, "previous_output", lines));
        alert.change().ifPresent(change -> change(out, change));
        compliance(out, alert.compliance());
        new TreeMap<>(alert.details()).forEach((name, value) -> text(out, name, value));
        if (alert.isCut()) {
            out.member("cut", true);
        }
        if (!alert.place().isComplete()) {
            out.member("complete", false);
        }
        if (alert.place().isDisplaced() && !isRaw) {
            out.member("displaced", true);
        }
    }

    private void origin(Json out, AlertOrigin origin) {
        out.object("origin");
        if (origin instanceof AlertOrigin.Agent agent) {
            out.member("kind", "agent");
            text(out, "name", agent.name());
            text(out, "ip", agent.address());
        } else if (origin instanceof AlertOrigin.Host host) {
            out.member("kind", "host");
            text(out, "host", host.name());
        } else if (origin instanceof AlertOrigin.Relayed relayed) {
            out.member("kind", "relayed");
            text(out, "manager", relayed.name());
        } else {
            out.member("kind", "other");
        }
        text(out, "source", origin.source());
        out.endObject();
    }

    private void fields(Json out, AlertFields fields) {
        field(out, "srcip", fields.sourceAddress());
        field(out, "srcport", fields.sourcePort());
        field(out, "dstip", fields.destinationAddress());
        field(out, "dstport", fields.destinationPort());
        field(out, "user", fields.user());
        field(out, "srclocation", fields.sourcePlace());
        field(out, "dstlocation", fields.destinationPlace());
    }

    private void field(Json out, String name, Optional<RawText> value) {
        value.ifPresent(text -> text(out, name, text));
    }

    private void change(Json out, IntegrityChange change) {
        out.object("syscheck")
                .member(
                        "event",
                        change.kind() == FileChange.Kind.RESTORED ? "readded" : DisplayText.word(change.kind()));
        text(out, "path", change.path());
        change.steps().forEach((aspect, step) -> {
            out.array(aspect == FileChange.Aspect.MODE ? "perm" : DisplayText.word(aspect));
            side(out, step.before());
            side(out, step.after());
            out.endArray();
        });
        change.difference().ifPresent(lines -> texts(out, "diff", lines));
        out.endObject();
    }

    private void side(Json out, Optional<RawText> value) {
        if (value.isPresent()) {
            out.item(shown(value.get()));
        } else {
            out.missingItem();
        }
    }

    private void compliance(Json out, Map<String, List<String>> tags) {
        if (tags.isEmpty()) {
            return;
        }
        out.object("compliance");
        tags.forEach((tag, values) -> names(out, tag, values));
        out.endObject();
    }

    private void text(Json out, String name, RawText text) {
        out.member(name, shown(text));
    }

    private void texts(Json out, String name, List<RawText> texts) {
        array(out, name, texts, this::shown);
    }

    private void names(Json out, String name, List<String> lossless) {
        array(out, name, lossless, text -> shown(RawText.fromLossless(text)));
    }

    private static <T> void array(Json out, String name, List<T> items, Function<T, String> shown) {
        out.array(name);
        for (T item : items) {
            out.item(shown.apply(item));
        }
        out.endArray();
    }

    private String shown(RawText text) {
        return isRaw ? new String(text.bytes(), StandardCharsets.ISO_8859_1) : text.display();
    }

    @Override
    public List<String> csvTitles() {
        return List.of(
                "time", "id", "level", "rule", "description", "groups", "origin", "source", "srcip", "user", "message");
    }

    @Override
    public Object[] csvRow(Alert alert) {
        AlertRule rule = alert.rule();
        return new Object[] {
            alert.time(),
            alert.id(),
            rule.level(),
            rule.id(),
            rule.description().display(),
            DisplayText.name(String.join(" ", rule.groups())),
            alert.origin().name().display(),
            alert.origin().source().display(),
            alert.fields().sourceAddress().map(RawText::display),
            alert.fields().user().map(RawText::display),
            alert.message().display()
        };
    }
}
