/**
 * Following a home: what changes is delivered as events, each once, with a position from which a later process goes on.
 *
 * <p>{@link io.github.ossec4j.api.watch.Watch} is where to start; {@code Ossec.watch()} makes one with the options of an
 * {@code Ossec}.
 */
package io.github.ossec4j.api.watch;
