package io.github.ossec4j.model.alerts;

import io.github.ossec4j.model.RawText;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a decoder extracted from the event, as far as {@code alerts.log} shows it. The texts are as they stood in the event:
 * an address may be a name, and a port may be {@code http}.
 *
 * <p>In {@code alerts.log} a first line of the event that reads like a field, such as {@code User: x}, cannot be distinguished
 * from one if more lines follow.
 *
 * @param sourceAddress where a connection came from
 * @param sourcePlace the country of that address, in builds with GeoIP
 * @param sourcePort its port
 * @param destinationAddress where a connection went
 * @param destinationPlace the country of that address, in builds with GeoIP
 * @param destinationPort its port
 * @param user the user on the destination
 */
public record AlertFields(
        Optional<RawText> sourceAddress,
        Optional<RawText> sourcePlace,
        Optional<RawText> sourcePort,
        Optional<RawText> destinationAddress,
        Optional<RawText> destinationPlace,
        Optional<RawText> destinationPort,
        Optional<RawText> user) {
    /** No field. */
    public static final AlertFields NONE = new AlertFields(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** The fields that are there, in the order of the components. */
    public Stream<RawText> all() {
        return Stream.of(
                        sourceAddress,
                        sourcePlace,
                        sourcePort,
                        destinationAddress,
                        destinationPlace,
                        destinationPort,
                        user)
                .flatMap(Optional::stream);
    }
}
