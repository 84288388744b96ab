package io.github.ossec4j.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that sort and shorten a list. */
final class ListOrder {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    @Option(
            names = "--sort",
            paramLabel = "KEY",
            description =
                    "Sort by this key, in descending order with a hyphen before it: --sort=-size. Default: the order of the"
                            + " file. The whole list is kept in memory, or as much of it as --limit leaves.")
    private @Nullable String sort;

    @Option(names = "--limit", paramLabel = "N", description = "Print at most this many.")
    private @Nullable Integer limit;

    /** A record and its number, by which equal ones keep their order. */
    private record Numbered<T>(T value, long number) {}

    /**
     * The records as they are to be listed.
     *
     * @param keys by which they can be sorted
     * @throws ParameterException if there is no such key
     */
    <T> Iterable<T> of(Iterable<T> records, Map<String, Comparator<T>> keys) {
        Integer most = limit;
        if (most != null && most < 0) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(), "--limit must be 0 or more, was " + most);
        }
        if (sort == null) {
            return most == null ? records : () -> stream(records).limit(most).iterator();
        }
        Comparator<T> order = order(sort, keys);
        return () -> sorted(records.iterator(), order);
    }

    private <T> Comparator<T> order(String key, Map<String, Comparator<T>> keys) {
        boolean isDownwards = key.startsWith("-");
        Comparator<T> order = keys.get(isDownwards ? key.substring(1) : key);
        if (order == null) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "'" + key + "' is not one of " + new TreeSet<>(keys.keySet()));
        }
        return isDownwards ? order.reversed() : order;
    }

    private <T> Iterator<T> sorted(Iterator<T> records, Comparator<T> order) {
        if (limit == null) {
            var all = new ArrayList<T>();
            records.forEachRemaining(all::add);
            all.sort(order);
            return all.iterator();
        }
        Comparator<Numbered<T>> whole = Comparator.comparing((Numbered<T> record) -> record.value, order)
                .thenComparing(Numbered::number);
        var first = new PriorityQueue<Numbered<T>>(Collections.reverseOrder(whole));
        for (long number = 0; records.hasNext(); number++) {
            first.add(new Numbered<>(records.next(), number));
            if (first.size() > limit) {
                first.remove();
            }
        }
        List<Numbered<T>> kept = new ArrayList<>(first);
        kept.sort(whole);
        return kept.stream().map(Numbered::value).iterator();
    }

    private static <T> Stream<T> stream(Iterable<T> records) {
        return StreamSupport.stream(records.spliterator(), false);
    }

    /** Compares what may be missing: that comes first. */
    static <T, U extends Comparable<? super U>> Comparator<T> by(Function<T, Optional<U>> key) {
        return (one, other) -> {
            Optional<U> first = key.apply(one);
            Optional<U> second = key.apply(other);
            return first.isPresent() && second.isPresent()
                    ? first.get().compareTo(second.get())
                    : Boolean.compare(first.isPresent(), second.isPresent());
        };
    }
}
