package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.api.rest.Route.Typed;
import io.github.ossec4j.model.rules.Decoder;
import io.github.ossec4j.model.rules.DecoderFilter;
import io.github.ossec4j.model.rules.DecoderSet;
import io.github.ossec4j.model.rules.Detail;
import io.github.ossec4j.model.rules.Rule;
import io.github.ossec4j.model.rules.RuleFilter;
import io.github.ossec4j.model.rules.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/**
 * Rules and decoders in the shape of version 2.0: the name of a file and its folder apart, details as members, of which one
 * that occurs several times is a list.
 */
final class RuleAnswers {
    private static final List<String> STATUSES = List.of("enabled", "disabled", "all");

    /** A file of rules or decoders, split into name and folder. */
    private record RuleFile(String file, String folder, String status) {
        static RuleFile of(String path, String status) {
            int slash = path.lastIndexOf('/');
            return new RuleFile(path.substring(slash + 1), path.substring(0, Math.max(0, slash)), status);
        }
    }

    private final Call call;

    private RuleAnswers(Call call) {
        this.call = call;
    }

    /** The rules that the filters of the request accept, except for the folder. */
    static List<Rule> wanted(Call call) {
        RuleFilter filter = RuleFilter.all();
        String status = call.choice("status", STATUSES).orElse("all");
        if (!status.equals("all")) {
            filter = filter.status(Rule.Status.valueOf(status.toUpperCase(Locale.ROOT)));
        }
        Optional<Range> levels = call.parameter("level").map(Range::levels);
        if (levels.isPresent()) {
            filter = filter.levels(levels.get().lowest(), levels.get().highest());
        }
        filter = call.parameter("group").map(filter::group).orElse(filter);
        filter = call.parameter("pci").map(filter::pciDss).orElse(filter);
        return call.ossec().rules().list(filter);
    }

    /** {@code GET /rules}. */
    static RestResponse list(Call call, Typed<List<Rule>> typed) {
        var answers = new RuleAnswers(call);
        Paging<Rule> paging = Paging.of(call, answers.rules());
        return paging.page(typed.of(call).stream()
                .filter(rule ->
                        answers.isWanted(RuleFile.of(rule.file(), rule.status().text())))
                .toList());
    }

    /** The rules of the number in the path, which may be none. */
    static List<Rule> ofNumber(Call call) {
        String id = call.variable(":rule_id");
        int number = Values.number(id, 0, Integer.MAX_VALUE).orElseThrow(() -> Refusal.notANumber("rule_id"));
        return call.ossec().rules().find(number).stream().toList();
    }

    /** {@code GET /rules/:rule_id}. */
    static RestResponse one(Call call, Typed<List<Rule>> typed) {
        return Paging.of(call, new RuleAnswers(call).rules()).page(typed.of(call));
    }

    /** {@code GET /rules/groups} and {@code GET /rules/pci}. */
    static RestResponse names(Call call, Typed<List<String>> typed) {
        return Paging.of(call, Items.TEXTS).page(typed.of(call));
    }

    /** {@code GET /rules/files}. */
    static RestResponse files(Call call, Typed<RuleSet> typed) {
        var answers = new RuleAnswers(call);
        String status = call.choice("status", STATUSES).orElse("all");
        Paging<RuleFile> paging = Paging.of(call, answers.files());
        RuleSet rules = typed.of(call);
        return paging.page(Stream.concat(
                        rules.files().stream().distinct().map(path -> RuleFile.of(path, "enabled")),
                        rules.disabledFiles().stream().map(path -> RuleFile.of(path, "disabled")))
                .filter(file -> status.equals("all") || file.status().equals(status))
                .filter(answers::isWanted)
                .toList());
    }

    /** {@code GET /decoders}. */
    static RestResponse decoders(Call call, Typed<List<Decoder>> typed) {
        var answers = new RuleAnswers(call);
        Paging<Decoder> paging = Paging.of(call, answers.decoders());
        boolean isNone =
                call.choice("status", STATUSES).filter("disabled"::equals).isPresent();
        Stream<Decoder> all = isNone ? Stream.empty() : typed.of(call).stream();
        return paging.page(all.filter(decoder -> answers.isWanted(RuleFile.of(decoder.file(), "enabled")))
                .toList());
    }

    /** The decoders of the name in the path, or in the query. */
    static List<Decoder> ofName(Call call) {
        Optional<String> name =
                Optional.ofNullable(call.variables().get(":decoder_name")).or(() -> call.parameter("name"));
        return call.ossec().decoders().list(name.map(DecoderFilter.all()::name).orElse(DecoderFilter.all()));
    }

    /** {@code GET /decoders/files}. */
    static RestResponse decoderFiles(Call call, Typed<DecoderSet> typed) {
        var answers = new RuleAnswers(call);
        Paging<RuleFile> paging = Paging.of(call, answers.files());
        return paging.page(typed.of(call).files().stream()
                .distinct()
                .map(path -> RuleFile.of(path, "enabled"))
                .filter(answers::isWanted)
                .toList());
    }

    private boolean isWanted(RuleFile file) {
        return call.parameter("file").map(file.file()::equals).orElse(true)
                && call.parameter("path").map(folder(file)::equals).orElse(true);
    }

    private String folder(RuleFile file) {
        String home = call.ossec().home().root().toString();
        return file.folder().isEmpty() ? home : home + "/" + file.folder();
    }

    private Items<RuleFile> files() {
        Map<String, Function<RuleFile, Object>> fields = new LinkedHashMap<>();
        fields.put("file", RuleFile::file);
        fields.put("path", this::folder);
        fields.put("status", RuleFile::status);
        return new Items<>(fields, (json, file) -> {
            json.writeStartObject();
            place(json, file);
            json.writeStringProperty("status", file.status());
            json.writeEndObject();
        });
    }

    private Items<Rule> rules() {
        Map<String, Function<Rule, Object>> fields = new LinkedHashMap<>();
        fields.put("file", rule -> RuleFile.of(rule.file(), "").file());
        fields.put("path", rule -> folder(RuleFile.of(rule.file(), "")));
        fields.put("status", rule -> rule.status().text());
        fields.put("id", Rule::id);
        fields.put("level", Rule::level);
        fields.put("description", Rule::description);
        fields.put("groups", Rule::groups);
        fields.put("pci", Rule::pciDss);
        fields.put("details", rule -> values(rule.details()));
        return new Items<>(fields, this::write);
    }

    private static List<String> values(List<Detail> details) {
        return details.stream().map(Detail::value).toList();
    }

    private void write(JsonGenerator json, Rule rule) {
        json.writeStartObject();
        place(json, RuleFile.of(rule.file(), ""));
        json.writeStringProperty("status", rule.status().text());
        json.writeNumberProperty("id", rule.id());
        json.writeNumberProperty("level", rule.level());
        json.writeStringProperty("description", Items.shown(rule.description()));
        List<String> groups = new ArrayList<>(rule.groups());
        rule.cis().forEach(tag -> groups.add("cis_" + tag)); // groups like others in version 2.0
        Items.texts(json, "groups", groups);
        Items.texts(json, "pci", rule.pciDss());
        List<Detail> details = new ArrayList<>(rule.details());
        if (rule.isOverwrite()) {
            details.add(0, Detail.of("overwrite", "yes"));
        }
        details(json, details);
        json.writeEndObject();
    }

    private Items<Decoder> decoders() {
        Map<String, Function<Decoder, Object>> fields = new LinkedHashMap<>();
        fields.put("file", decoder -> RuleFile.of(decoder.file(), "").file());
        fields.put("path", decoder -> folder(RuleFile.of(decoder.file(), "")));
        fields.put("name", Decoder::name);
        fields.put("position", Decoder::position);
        fields.put("status", decoder -> "enabled");
        fields.put("details", decoder -> values(decoder.details()));
        return new Items<>(fields, (json, decoder) -> {
            json.writeStartObject();
            place(json, RuleFile.of(decoder.file(), ""));
            json.writeStringProperty("name", Items.shown(decoder.name()));
            json.writeNumberProperty("position", decoder.position());
            json.writeStringProperty("status", "enabled");
            details(json, decoder.details());
            json.writeEndObject();
        });
    }

    private void place(JsonGenerator json, RuleFile file) {
        json.writeStringProperty("file", Items.shown(file.file()));
        json.writeStringProperty("path", Items.shown(folder(file)));
    }

    private static void details(JsonGenerator json, List<Detail> details) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        details.forEach(detail ->
                values.computeIfAbsent(detail.name(), name -> new ArrayList<>()).add(detail.value()));
        json.writeObjectPropertyStart("details");
        values.forEach((name, list) -> {
            if (list.size() == 1) {
                json.writeStringProperty(Items.shown(name), Items.shown(list.get(0)));
            } else {
                Items.texts(json, Items.shown(name), list);
            }
        });
        json.writeEndObject();
    }
}
