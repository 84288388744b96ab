package io.github.ossec4j.model.conf;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a part of a configuration by the names of their elements, including defaults. Each kind has its own
 * class with a method for each setting, so that a new setting of an OSSEC release needs just one more method.
 */
abstract class Section {
    private final Map<String, Object> settings;
    private final boolean isValid;

    /** With what the reader has read so far. */
    Section(SectionReader reader) {
        settings = new LinkedHashMap<>(reader.settings());
        isValid = reader.isValid();
    }

    Section(Map<String, Object> settings) {
        this.settings = new LinkedHashMap<>(settings);
        isValid = true;
    }

    /** Whether everything required was present; other sections are not returned. */
    final boolean isValid() {
        return isValid;
    }

    final <T> T get(String name, Class<T> type) {
        Object value = settings.get(name);
        if (value == null) {
            throw new IllegalStateException("nothing was read as " + name);
        }
        return type.cast(value);
    }

    final <T> Optional<T> optional(String name, Class<T> type) {
        Optional<?> value = get(name, Optional.class);
        return value.map(type::cast);
    }

    final <T> List<T> list(String name, Class<T> type) {
        List<?> values = get(name, List.class);
        return values.stream().<T>map(type::cast).toList();
    }

    final Optional<String> text(String name) {
        return optional(name, String.class);
    }

    final List<String> texts(String name) {
        return list(name, String.class);
    }

    final boolean yes(String name) {
        return get(name, Boolean.class);
    }

    final Optional<Boolean> flag(String name) {
        return optional(name, Boolean.class);
    }

    final int number(String name) {
        return get(name, Integer.class);
    }

    final OptionalInt optionalNumber(String name) {
        return get(name, OptionalInt.class);
    }

    final Duration duration(String name) {
        return get(name, Duration.class);
    }

    /** Whether the other is of the same kind and all settings are equal, regardless of their position in the file. */
    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Section that && getClass() == that.getClass() && settings.equals(that.settings);
    }

    @Override
    public final int hashCode() {
        return settings.hashCode();
    }

    /** All settings; secrets are not shown. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + settings;
    }
}
