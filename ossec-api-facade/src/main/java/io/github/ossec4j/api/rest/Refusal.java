package io.github.ossec4j.api.rest;

import java.util.List;

/** The service refuses a request before any file is read. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    private Refusal(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static Refusal notAnId() {
        return notANumber("agent_id");
    }

    static Refusal notANumber(String field) {
        return new Refusal(400, "600", "Param not valid. Integer expected. Field: " + field);
    }

    static Refusal notInRange(String field, int lowest, int highest) {
        return new Refusal(
                400,
                "600",
                "Param not valid. Integer from " + lowest + " to " + highest + " expected. Field: " + field);
    }

    static Refusal notALevel() {
        return new Refusal(400, "600", "Param not valid. Level or range of levels expected. Field: level");
    }

    static Refusal notAmong(String field, List<String> words) {
        return new Refusal(
                400, "600", "Param not valid. Allowed values: " + String.join(", ", words) + ". Field: " + field);
    }

    static Refusal notAName(String field) {
        return new Refusal(
                400, "601", "Param not valid. Valid characters: a-z, A-Z, 0-9, ., _, -,/,\\. Field: " + field);
    }

    static Refusal unknownUrl() {
        return new Refusal(404, "603", "The requested URL was not found on this server");
    }

    static Refusal unknownFilter(String allowed) {
        return new Refusal(400, "604", "Filter error. Allowed fields: " + allowed);
    }

    static Refusal notADate() {
        return new Refusal(400, "605", "Param not valid. Date format: YYYYMMDD. Field: date");
    }

    static Refusal notAMoment(String field) {
        return new Refusal(
                400,
                "605",
                "Param not valid. Date format: YYYYMMDD or YYYY-MM-DDThh:mm:ss with Z or an offset. Field: " + field);
    }

    static Refusal notAnAddress() {
        return new Refusal(400, "606", "Param not valid. IP invalid. Field: ip");
    }

    static Refusal badContent() {
        return new Refusal(
                400,
                "607",
                "Invalid content-type. POST requests should be 'application/json' or"
                        + " 'application/x-www-form-urlencoded'");
    }

    RestResponse response() {
        return Envelope.refusal(status, code, String.valueOf(getMessage()));
    }
}
