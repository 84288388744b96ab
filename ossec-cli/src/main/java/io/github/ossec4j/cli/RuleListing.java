package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Cell;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.cli.Table.Style;
import io.github.ossec4j.model.rules.Detail;
import io.github.ossec4j.model.rules.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules as rows of a table, and as programs read them. */
final class RuleListing implements Listing<Rule> {
    private static final int SERIOUS = 12;
    private static final int NOTABLE = 7;

    /** The color of the weight of a level. */
    static Style style(int level) {
        return level >= SERIOUS ? Style.BAD : level >= NOTABLE ? Style.DOUBTFUL : Style.PLAIN;
    }

    /** The level in the color of its weight. */
    static Cell level(int level) {
        return new Cell(Integer.toString(level), style(level));
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.number("RULE"),
                Column.number("LEVEL"),
                Column.text("STATUS"),
                Column.prose("DESCRIPTION"),
                Column.prose("GROUPS"));
    }

    @Override
    public Object[] row(Rule rule, Times times) {
        return new Object[] {
            rule.id(),
            level(rule.level()),
            rule.status().text(),
            DisplayText.name(rule.description()),
            DisplayText.name(String.join(", ", rule.groups()))
        };
    }

    @Override
    public void write(Json out, Rule rule) {
        out.object()
                .member("id", rule.id())
                .member("level", rule.level())
                .member("description", DisplayText.name(rule.description()))
                .member("group_text", DisplayText.name(rule.groupText()))
                .member("file", DisplayText.name(rule.file()))
                .member("overwrite", rule.isOverwrite());
        details(out, rule.details(), false);
        texts(out, "groups", rule.groups());
        texts(out, "pci_dss", rule.pciDss());
        texts(out, "cis", rule.cis());
        rule.overwrites().ifPresent(file -> out.member("overwrites", DisplayText.name(file)));
        out.endObject();
    }

    static void texts(Json out, String name, List<String> texts) {
        out.array(name);
        texts.forEach(text -> out.item(DisplayText.name(text)));
        out.endArray();
    }

    /**
     * The member {@code details}: one that occurs several times is a list.
     *
     * @param hasAttributes whether those of elements are members, too, such as {@code regex@offset}
     */
    static void details(Json out, List<Detail> details, boolean hasAttributes) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Detail detail : details) {
            values.computeIfAbsent(detail.name(), name -> new ArrayList<>()).add(detail.value());
            if (hasAttributes) {
                detail.attributes()
                        .forEach((name, value) -> values.computeIfAbsent(
                                        detail.name() + "@" + name, member -> new ArrayList<>())
                                .add(value));
            }
        }
        out.object("details");
        values.forEach((name, list) -> {
            if (list.size() == 1) {
                out.member(DisplayText.name(name), DisplayText.name(list.get(0)));
            } else {
                texts(out, DisplayText.name(name), list);
            }
        });
        out.endObject();
    }

    @Override
    public List<String> csvTitles() {
        return List.of("id", "level", "status", "description", "groups", "pci_dss", "cis", "file", "overwrites");
    }

    @Override
    public Object[] csvRow(Rule rule) {
        return new Object[] {
            rule.id(),
            rule.level(),
            rule.status().text(),
            DisplayText.name(rule.description()),
            DisplayText.name(String.join("; ", rule.groups())),
            DisplayText.name(String.join("; ", rule.pciDss())),
            DisplayText.name(String.join("; ", rule.cis())),
            DisplayText.name(rule.file()),
            rule.overwrites().map(DisplayText::name)
        };
    }
}
