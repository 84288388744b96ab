package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.OssecException;
import java.util.List;
import java.util.Map;

/** The typed call in the row of a request, for tests: where a view makes the answer, nothing else runs it. */
public final class TypedRow {
    private TypedRow() {}

    /**
     * What the call returns; records of a stream as a list.
     *
     * @param path its decoded segments, without version
     * @throws OssecException also for errors that the row itself raises
     */
    public static Object value(Ossec ossec, RestRequest request, List<String> path, Map<String, String> query) {
        var parameters = new Parameters();
        query.forEach(parameters::add);
        for (Route<?> route : RouteTable.ROUTES) {
            Map<String, String> variables =
                    route.method().equals(request.method()) ? route.match(path).orElse(null) : null;
            if (variables != null) {
                return value(route, new Call(ossec, variables, parameters, request));
            }
        }
        throw new AssertionError("no row for " + request);
    }

    private static Object value(Route<?> route, Call call) {
        try {
            Object value = route.typed().of(call);
            if (value instanceof RecordStream<?> records) {
                try (records) {
                    return records.stream().toList();
                }
            }
            return value;
        } catch (ToolError e) {
            throw new OssecException(String.valueOf(e.getMessage()), e.code());
        }
    }
}
