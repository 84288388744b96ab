package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.io.RecordStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The part of a list that a request wants: {@code offset}, {@code limit}, {@code sort} and {@code search}; the answer is
 * {@code {"totalItems":…,"items":[…]}}.
 *
 * <p>Lists that are read from a log of any size are never held as a whole: only the wanted page is, and if it is sorted the
 * elements before it.
 *
 * @param <T> the type of the elements
 */
final class Paging<T> {
    static final int USUAL_LIMIT = 500;
    static final int LARGEST_LIMIT = 10_000;

    /** How far a sorted log can be paged through: that many elements are held. */
    static final int MOST_SORTED = 20_000;

    private static final String[] PARAMETERS = {"offset", "limit", "sort", "search"};

    private final Items<T> items;
    private final int offset;
    private final int limit;
    private final Optional<Comparator<T>> order;
    private final Predicate<T> search;
    private final boolean isInOrder;

    private Paging(Call call, Items<T> items) {
        this.items = items;
        this.offset = call.number("offset", 0, Integer.MAX_VALUE).orElse(0);
        this.limit = call.number("limit", 1, LARGEST_LIMIT).orElse(USUAL_LIMIT);
        this.order = call.parameter("sort").map(fields -> order(items, fields));
        this.search = call.parameter("search")
                .<Predicate<T>>map(text -> search(items, text))
                .orElse(element -> true);
        this.isInOrder = order.isEmpty() && call.parameter("search").isEmpty();
    }

    /** Whether the page is a part of the list as it is: nothing is sorted or searched. */
    boolean isInOrder() {
        return isInOrder;
    }

    int offset() {
        return offset;
    }

    int limit() {
        return limit;
    }

    /** What the request wants; refuses values that are not allowed. */
    static <T> Paging<T> of(Call call, Items<T> items) {
        return new Paging<>(call, items);
    }

    /** The parameters of a paged list: its filters, then those of paging. */
    static String[] parameters(String... filters) {
        var all = new ArrayList<>(List.of(filters));
        Collections.addAll(all, PARAMETERS);
        return all.toArray(String[]::new);
    }

    /** Fields separated by commas; each may have a sign, and a plus that is not encoded arrives as a blank. */
    private static <T> Comparator<T> order(Items<T> items, String fields) {
        return Stream.of(fields.split(",", -1))
                .map(field -> by(items, field))
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private static <T> Comparator<T> by(Items<T> items, String field) {
        boolean isSigned = field.startsWith("+") || field.startsWith("-") || field.startsWith(" ");
        String name = isSigned ? field.substring(1) : field;
        if (!items.fields().containsKey(name)) {
            throw Refusal.unknownFilter(String.join(", ", items.fields().keySet()));
        }
        return field.startsWith("-") ? items.by(name).reversed() : items.by(name);
    }

    /** A text, in any letter case; with a minus before it, everything that does not contain it. */
    private static <T> Predicate<T> search(Items<T> items, String text) {
        boolean isExcluded = text.startsWith("-");
        String wanted = (isExcluded ? text.substring(1) : text).toLowerCase(Locale.ROOT);
        return element -> items.contains(element, wanted) != isExcluded;
    }

    /** The answer from a list at hand, in its order unless the request has another. */
    RestResponse page(List<T> all) {
        List<T> found = new ArrayList<>(all.stream().filter(search).toList());
        order.ifPresent(found::sort);
        int from = Math.min(offset, found.size());
        return answer(found.size(), found.subList(from, Math.min(found.size() - from, limit) + from));
    }

    /** The answer from a log, the oldest first unless the request has another order. */
    RestResponse oldestFirst(Supplier<RecordStream<T>> log, Predicate<T> filter) {
        Predicate<T> wanted = filter.and(search);
        if (order.isPresent()) {
            return sorted(log, wanted, order.get());
        }
        List<T> page = new ArrayList<>();
        long total = 0;
        try (RecordStream<T> elements = log.get()) {
            for (T element : elements) {
                if (wanted.test(element)) {
                    if (total >= offset && page.size() < limit) {
                        page.add(element);
                    }
                    total++;
                }
            }
        }
        return answer(total, page);
    }

    /** The answer from a log, the newest first unless the request has another order. Reads it twice. */
    RestResponse newestFirst(Supplier<RecordStream<T>> log, Predicate<T> filter) {
        Predicate<T> wanted = filter.and(search);
        if (order.isPresent()) {
            return sorted(log, wanted, order.get());
        }
        long total = 0;
        try (RecordStream<T> elements = log.get()) {
            for (T element : elements) {
                total += wanted.test(element) ? 1 : 0;
            }
        }
        // What is appended meanwhile belongs to the next request, so the page is counted from the start.
        long to = Math.max(0, total - offset);
        long from = Math.max(0, to - limit);
        Deque<T> page = new ArrayDeque<>();
        try (RecordStream<T> elements = log.get()) {
            long index = 0;
            var iterator = elements.iterator();
            while (index < to && iterator.hasNext()) {
                T element = iterator.next();
                if (wanted.test(element)) {
                    if (index >= from) {
                        page.addFirst(element);
                    }
                    index++;
                }
            }
        }
        return answer(total, List.copyOf(page));
    }

    private record Numbered<T>(T element, long number) {}

    private RestResponse sorted(Supplier<RecordStream<T>> log, Predicate<T> wanted, Comparator<T> comparator) {
        if (offset > MOST_SORTED - limit) {
            throw Refusal.notInRange("offset", 0, MOST_SORTED - limit);
        }
        Comparator<Numbered<T>> firstToLast = Comparator.<Numbered<T>, T>comparing(Numbered::element, comparator)
                .thenComparing(Numbered::number);
        // The last of those that are held is on top, and gives way to what comes before it.
        var held = new PriorityQueue<Numbered<T>>(firstToLast.reversed());
        long total = 0;
        try (RecordStream<T> elements = log.get()) {
            for (T element : elements) {
                if (wanted.test(element)) {
                    held.add(new Numbered<>(element, total++));
                    if (held.size() > offset + limit) {
                        held.remove();
                    }
                }
            }
        }
        List<T> page = held.stream()
                .sorted(firstToLast)
                .skip(offset)
                .map(Numbered::element)
                .toList();
        return answer(total, page);
    }

    /** The answer with this page of a list. */
    RestResponse answer(long total, List<T> page) {
        return Envelope.success(json -> {
            json.writeStartObject();
            json.writeNumberProperty("totalItems", total);
            json.writeArrayPropertyStart("items");
            page.forEach(element -> items.writing().write(json, element));
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
