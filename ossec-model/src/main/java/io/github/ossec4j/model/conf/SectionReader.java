package io.github.ossec4j.model.conf;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The children of one block, or of several that count as one: the last meaningful value wins, and the others are
 * reported. Reads and keeps nothing else.
 */
final class SectionReader {
    private static final int MAXIMUM_DIGITS = 18;

    private final List<ConfigurationElement> children;
    private final Consumer<ConfigurationProblem> problems;
    private final int lineNumber;

    private SectionReader(
            List<ConfigurationElement> children, Consumer<ConfigurationProblem> problems, int lineNumber) {
        this.children = children;
        this.problems = problems;
        this.lineNumber = lineNumber;
    }

    static SectionReader of(List<ConfigurationElement> blocks, Consumer<ConfigurationProblem> problems) {
        var children = new ArrayList<ConfigurationElement>();
        blocks.forEach(block -> children.addAll(block.children()));
        return new SectionReader(
                children, problems, blocks.isEmpty() ? 1 : blocks.get(0).lineNumber());
    }

    static SectionReader of(ConfigurationElement block, Consumer<ConfigurationProblem> problems) {
        return new SectionReader(block.children(), problems, block.lineNumber());
    }

    /** The same block with child names in lower case, except those given. */
    SectionReader ignoringCaseExcept(List<String> exact) {
        var renamed = new ArrayList<ConfigurationElement>();
        for (ConfigurationElement child : children) {
            String lower = child.name().toLowerCase(Locale.ROOT);
            renamed.add(
                    exact.contains(lower)
                            ? child
                            : new ConfigurationElement(
                                    lower, child.attributes(), child.text(), child.children(), child.lineNumber()));
        }
        return new SectionReader(renamed, problems, lineNumber);
    }

    /** Reports the block as a whole. */
    void problem(String expected) {
        problems.accept(new ConfigurationProblem(lineNumber, expected));
    }

    void problem(ConfigurationElement element, String expected) {
        problems.accept(new ConfigurationProblem(element.lineNumber(), expected));
    }

    List<ConfigurationElement> children() {
        return children;
    }

    List<ConfigurationElement> elements(String name) {
        return children.stream().filter(child -> child.name().equals(name)).toList();
    }

    boolean has(String name) {
        return !elements(name).isEmpty();
    }

    Optional<String> text(String name) {
        return last(name, "text", Optional::of);
    }

    Optional<Secret> secret(String name) {
        return text(name).map(Secret::new);
    }

    List<String> texts(String name) {
        return elements(name).stream().map(ConfigurationElement::text).toList();
    }

    /** All texts, each taken as a comma list; blanks around an item and empty items do not count. */
    List<String> items(String name) {
        return elements(name).stream()
                .flatMap(element -> split(element.text()).stream())
                .toList();
    }

    boolean yes(String name, boolean fallback) {
        return flag(name).orElse(fallback);
    }

    Optional<Boolean> flag(String name) {
        return last(name, "yes or no", SectionReader::flagOf);
    }

    /** {@code yes} or {@code no} and nothing else. */
    static Optional<Boolean> flagOf(String text) {
        return switch (text) {
            case "yes" -> Optional.of(true);
            case "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    int number(String name, int minimum, int maximum, int fallback) {
        return number(name, minimum, maximum).orElse(fallback);
    }

    OptionalInt number(String name, int minimum, int maximum) {
        Optional<Integer> value =
                last(name, "a number from " + minimum + " to " + maximum, text -> numberOf(text, minimum, maximum));
        return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
    }

    private static Optional<Integer> numberOf(String text, int minimum, int maximum) {
        OptionalLong number = digits(text);
        return number.isPresent() && number.getAsLong() >= minimum && number.getAsLong() <= maximum
                ? Optional.of((int) number.getAsLong())
                : Optional.empty();
    }

    /** Every item of the comma lists of that name that is a number. */
    List<Integer> numbers(String name) {
        var numbers = new ArrayList<Integer>();
        for (ConfigurationElement element : elements(name)) {
            for (String item : split(element.text())) {
                numberOf(item, 0, Integer.MAX_VALUE)
                        .ifPresentOrElse(numbers::add, () -> problem(element, "a list of numbers in " + name));
            }
        }
        return numbers;
    }

    Optional<Duration> seconds(String name) {
        return last(name, "a number of seconds", SectionReader::secondsOf);
    }

    Duration seconds(String name, Duration fallback) {
        return seconds(name).orElse(fallback);
    }

    static Optional<Duration> secondsOf(String text) {
        OptionalLong number = digits(text);
        return number.isPresent() ? Optional.of(Duration.ofSeconds(number.getAsLong())) : Optional.empty();
    }

    Optional<DayOfWeek> day(String name) {
        return last(name, "a day of the week", SectionReader::dayOf);
    }

    static Optional<DayOfWeek> dayOf(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().equalsIgnoreCase(text)) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    Optional<LocalTime> time(String name) {
        return last(name, "a time such as 21:30, 9am or 9pm", SectionReader::timeOf);
    }

    static Optional<LocalTime> timeOf(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        try {
            int colon = lower.indexOf(':');
            if (colon > 0 && colon <= 2 && lower.length() == colon + 3) {
                return Optional.of(LocalTime.of(
                        Math.toIntExact(digits(lower.substring(0, colon)).orElse(99)),
                        Math.toIntExact(digits(lower.substring(colon + 1)).orElse(99))));
            }
            boolean afternoon = lower.endsWith("pm");
            if ((afternoon || lower.endsWith("am")) && lower.length() >= 3 && lower.length() <= 4) {
                long hour = digits(lower.substring(0, lower.length() - 2)).orElse(99);
                return hour < 1 || hour > 12
                        ? Optional.empty()
                        : Optional.of(LocalTime.of((int) hour % 12 + (afternoon ? 12 : 0), 0));
            }
        } catch (DateTimeException e) {
            return Optional.empty(); // digits, but no such time of day
        }
        return Optional.empty();
    }

    <T> Optional<T> choice(String name, Map<String, T> choices) {
        return last(
                name,
                "one of " + String.join(", ", choices.keySet().stream().sorted().toList()),
                text -> Optional.ofNullable(choices.get(text)));
    }

    /** The last value of that name with a meaning; those without are reported. */
    <T> Optional<T> last(String name, String expected, Function<String, Optional<T>> reading) {
        Optional<T> result = Optional.empty();
        for (ConfigurationElement element : elements(name)) {
            Optional<T> value = reading.apply(element.text());
            if (value.isPresent()) {
                result = value;
            } else {
                problem(element, expected + " in " + name);
            }
        }
        return result;
    }

    /** Digits only; as with OSSEC, no digits at all are 0. */
    static OptionalLong digits(String text) {
        if (text.length() > MAXIMUM_DIGITS) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return OptionalLong.empty();
            }
            value = value * 10 + (c - '0');
        }
        return OptionalLong.of(value);
    }

    static List<String> split(String list) {
        var items = new ArrayList<String>();
        int start = 0;
        while (start <= list.length()) {
            int comma = list.indexOf(',', start);
            int end = comma < 0 ? list.length() : comma;
            String item = list.substring(start, end).strip();
            if (!item.isEmpty()) {
                items.add(item);
            }
            start = end + 1;
        }
        return items;
    }
}
