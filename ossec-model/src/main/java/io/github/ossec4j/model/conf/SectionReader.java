package io.github.ossec4j.model.conf;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the children of one block, or of several merged ones, and stores their values by name: the last valid value
 * wins, and invalid ones are reported.
 */
final class SectionReader {
    private static final Pattern COMMA = Pattern.compile(",");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{0,18}");

    private final List<ConfigurationElement> children;
    private final Consumer<ConfigurationProblem> problems;
    private final int lineNumber;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private boolean isValid = true;

    SectionReader(List<ConfigurationElement> blocks, Consumer<ConfigurationProblem> problems) {
        this(
                blocks.stream().flatMap(block -> block.children().stream()).toList(),
                problems,
                blocks.isEmpty() ? 1 : blocks.get(0).lineNumber());
    }

    private SectionReader(
            List<ConfigurationElement> children, Consumer<ConfigurationProblem> problems, int lineNumber) {
        this.children = children;
        this.problems = problems;
        this.lineNumber = lineNumber;
    }

    /** The same block, with nothing read yet. */
    SectionReader again() {
        return new SectionReader(children, problems, lineNumber);
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

    Map<String, Object> settings() {
        return settings;
    }

    /** Whether everything required was present. */
    boolean isValid() {
        return isValid;
    }

    int lineNumber() {
        return lineNumber;
    }

    /** Reports the whole block, which is then left out. */
    SectionReader invalid(String expected) {
        problems.accept(new ConfigurationProblem(lineNumber, expected));
        return invalid();
    }

    /** The block is left out, for a reason that has been reported. */
    SectionReader invalid() {
        isValid = false;
        return this;
    }

    /** Invalid unless each of these was read and has a value. */
    SectionReader require(String expected, String... names) {
        for (String name : names) {
            if (!isGiven(name)) {
                return invalid(expected);
            }
        }
        return this;
    }

    boolean isGiven(String name) {
        Object value = settings.get(name);
        return value != null && !value.equals(Optional.empty()) && !value.equals(List.of());
    }

    void problem(ConfigurationElement element, String expected) {
        problems.accept(new ConfigurationProblem(element.lineNumber(), expected));
    }

    List<ConfigurationElement> children() {
        return children;
    }

    List<ConfigurationElement> elements(String... names) {
        List<String> wanted = List.of(names);
        return children.stream().filter(child -> wanted.contains(child.name())).toList();
    }

    SectionReader keep(String name, Object value) {
        settings.put(name, value);
        return this;
    }

    SectionReader text(String... names) {
        for (String name : names) {
            keep(name, last(name, "text", Optional::of));
        }
        return this;
    }

    /** The text of an element that has another name in other releases; if both are present, the first counts. */
    SectionReader textOf(String name, String otherName) {
        return keep(name, last(name, "text", Optional::of).or(() -> last(otherName, "text", Optional::of)));
    }

    SectionReader secret(String... names) {
        for (String name : names) {
            keep(name, last(name, "text", Optional::of).map(Secret::new));
        }
        return this;
    }

    SectionReader texts(String... names) {
        for (String name : names) {
            textsOf(name);
        }
        return this;
    }

    /** The texts of elements with one of two names, in order. */
    SectionReader textsOf(String name, String... otherNames) {
        var all = new ArrayList<>(List.of(otherNames));
        all.add(name);
        return keep(
                name,
                elements(all.toArray(String[]::new)).stream()
                        .map(ConfigurationElement::text)
                        .toList());
    }

    /** All texts of that name, each taken as a comma list. */
    List<String> items(String name) {
        return elements(name).stream()
                .flatMap(element -> split(element.text()).stream())
                .toList();
    }

    SectionReader yes(String name, boolean fallback) {
        return keep(name, flagOf(name).orElse(fallback));
    }

    SectionReader flag(String... names) {
        for (String name : names) {
            keep(name, flagOf(name));
        }
        return this;
    }

    Optional<Boolean> flagOf(String name) {
        return last(name, "yes or no", SectionReader::flagIn);
    }

    /** {@code yes} or {@code no} and nothing else. */
    static Optional<Boolean> flagIn(String text) {
        return switch (text) {
            case "yes" -> Optional.of(true);
            case "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    SectionReader level(String name, int fallback) {
        return number(name, 0, Integer.MAX_VALUE, fallback);
    }

    SectionReader number(String name, int minimum, int maximum, int fallback) {
        return keep(name, numberOf(name, minimum, maximum).orElse(fallback));
    }

    SectionReader number(String name, int minimum, int maximum) {
        return keep(name, numberOf(name, minimum, maximum).map(OptionalInt::of).orElse(OptionalInt.empty()));
    }

    private Optional<Integer> numberOf(String name, int minimum, int maximum) {
        return last(name, "a number from " + minimum + " to " + maximum, text -> numberIn(text, minimum, maximum));
    }

    static Optional<Integer> numberIn(String text, int minimum, int maximum) {
        return digits(text)
                .filter(number -> number >= minimum && number <= maximum)
                .map(Long::intValue);
    }

    /** Every item of the comma lists of that name that is a number. */
    SectionReader numbers(String name) {
        return keep(name, numbersOf(name));
    }

    List<Integer> numbersOf(String name) {
        var numbers = new ArrayList<Integer>();
        for (ConfigurationElement element : elements(name)) {
            for (String item : split(element.text())) {
                numberIn(item, 0, Integer.MAX_VALUE)
                        .ifPresentOrElse(numbers::add, () -> problem(element, "a list of numbers in " + name));
            }
        }
        return List.copyOf(numbers);
    }

    SectionReader seconds(String name, Duration fallback) {
        return keep(name, secondsOf(name).orElse(fallback));
    }

    Optional<Duration> secondsOf(String name) {
        return last(name, "a number of seconds", SectionReader::secondsIn);
    }

    static Optional<Duration> secondsIn(String text) {
        return digits(text).map(Duration::ofSeconds);
    }

    static Optional<DayOfWeek> dayIn(String text) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> day.name().equalsIgnoreCase(text))
                .findFirst();
    }

    static Optional<LocalTime> timeIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        try {
            int colon = lower.indexOf(':');
            if (colon > 0 && colon <= 2 && lower.length() == colon + 3) {
                return Optional.of(LocalTime.of(
                        Math.toIntExact(digits(lower.substring(0, colon)).orElse(99L)),
                        Math.toIntExact(digits(lower.substring(colon + 1)).orElse(99L))));
            }
            boolean afternoon = lower.endsWith("pm");
            if ((afternoon || lower.endsWith("am")) && lower.length() >= 3 && lower.length() <= 4) {
                long hour = digits(lower.substring(0, lower.length() - 2)).orElse(99L);
                return hour < 1 || hour > 12
                        ? Optional.empty()
                        : Optional.of(LocalTime.of((int) hour % 12 + (afternoon ? 12 : 0), 0));
            }
        } catch (DateTimeException e) {
            return Optional.empty(); // digits, but no such time of day
        }
        return Optional.empty();
    }

    /** Keeps one of these, by the name that the file gives it. */
    SectionReader choice(String name, Map<String, ?> choices) {
        return keep(name, choiceOf(name, choices));
    }

    SectionReader choice(String name, Map<String, ?> choices, Object fallback) {
        return keep(name, this.<Object>choiceOf(name, choices).orElse(fallback));
    }

    <T> Optional<T> choiceOf(String name, Map<String, ? extends T> choices) {
        return last(
                name,
                "one of " + String.join(", ", choices.keySet().stream().sorted().toList()),
                text -> Optional.ofNullable(choices.get(text)));
    }

    /** The last valid value of that name; invalid ones are reported. */
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

    /** Digits only; as in OSSEC, an empty text is 0. */
    static Optional<Long> digits(String text) {
        return DIGITS.matcher(text).matches() ? Optional.of(Long.parseLong("0" + text)) : Optional.empty();
    }

    /** The items of a comma list; blanks around items and empty items are ignored. */
    static List<String> split(String list) {
        return COMMA.splitAsStream(list)
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
