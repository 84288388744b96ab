package io.github.ossec4j.model.rules;

import java.util.Locale;
import java.util.function.Predicate;

/** Which decoders are wanted: those that meet all conditions. */
public final class DecoderFilter implements Predicate<Decoder> {
    private static final DecoderFilter ALL = new DecoderFilter(decoder -> true);

    private final Predicate<Decoder> condition;

    private DecoderFilter(Predicate<Decoder> condition) {
        this.condition = condition;
    }

    /** All decoders. */
    public static DecoderFilter all() {
        return ALL;
    }

    private DecoderFilter with(Predicate<Decoder> more) {
        return new DecoderFilter(condition.and(more));
    }

    /** Only decoders of this name. */
    public DecoderFilter name(String name) {
        return with(decoder -> decoder.name().equals(name));
    }

    /** Only decoders that are tried by themselves, or only those that have a parent. */
    public DecoderFilter hasParent(boolean hasParent) {
        return with(decoder -> decoder.parent().isPresent() == hasParent);
    }

    /** Only decoders of this file: its path relative to the home, or its name alone. */
    public DecoderFilter file(String file) {
        return with(decoder -> RuleFilter.isFile(decoder.file(), file));
    }

    /** Only decoders whose name or details contain this text, in any letter case. */
    public DecoderFilter text(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return with(decoder -> RuleFilter.contains(decoder.name(), wanted)
                || decoder.details().stream().anyMatch(detail -> RuleFilter.contains(detail.value(), wanted)));
    }

    /** Whether the decoder meets all conditions. */
    @Override
    public boolean test(Decoder decoder) {
        return condition.test(decoder);
    }
}
