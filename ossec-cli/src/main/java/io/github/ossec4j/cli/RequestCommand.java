package io.github.ossec4j.cli;

import io.github.ossec4j.api.rest.RestApi;
import io.github.ossec4j.api.rest.RestRequest;
import io.github.ossec4j.api.rest.RestResponse;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends one request to the REST API. */
@Command(
        name = "request",
        description = {
            "Prints the REST service's JSON answer to a request.",
            "The exit status is 1 if the HTTP status is 400 or more or the member error is not 0."
        })
final class RequestCommand extends HomeCommand {
    private static final String JSON = "application/json";

    @Parameters(
            index = "0",
            paramLabel = "METHOD",
            completionCandidates = Methods.class,
            description = "GET, PUT, POST or DELETE.")
    private String method = "";

    @Parameters(index = "1", paramLabel = "PATH[?query]", description = "Percent-encoded, such as /agents/001.")
    private String path = "";

    @Option(
            names = {"-d", "--data"},
            paramLabel = "name=value",
            description = "A parameter of the query; of POST, a member of the JSON body.")
    private List<String> data = new ArrayList<>();

    @Option(
            names = {"-H", "--header"},
            paramLabel = "'Name: value'",
            description = "A header of the request.")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--json-body", paramLabel = "TEXT", description = "The body, sent as application/json.")
    private @Nullable String jsonBody;

    /** What completion offers. */
    static final class Methods implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of("GET", "PUT", "POST", "DELETE").iterator();
        }
    }

    @Override
    boolean readsStatistics() {
        return true;
    }

    @Override
    int run(Session session) throws IOException {
        RestResponse response = RestApi.over(session.ossec()).handle(request());
        var out = new WatchingOutput(session.terminal().out());
        response.writeTo(out);
        if (out.needsLineFeed()) {
            out.write('\n');
        }
        out.flush();
        return response.status() >= 400 || out.tellsError() ? ExitStatus.ERROR_ANSWER : ExitStatus.ANSWERED;
    }

    private RestRequest request() throws IOException {
        RestRequest.Builder request = RestRequest.builder(method, path);
        boolean isPost = method.toUpperCase(Locale.ROOT).equals("POST");
        String contentType = JSON;
        boolean isTyped = false;
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw usage("'" + header + "' is not a header (Name: value)");
            }
            String name = header.substring(0, colon).strip();
            String value = header.substring(colon + 1).strip();
            request.header(name, value);
            if (name.toLowerCase(Locale.ROOT).equals("content-type")) {
                contentType = value;
                isTyped = true;
            }
        }
        Map<String, List<String>> named = named();
        if (isPost && jsonBody != null && !named.isEmpty()) {
            throw usage("-d and --json-body cannot be combined in a POST");
        }
        if (!isPost) {
            named.forEach((name, values) -> request.query(name, values.toArray(String[]::new)));
        }
        if (jsonBody != null) {
            request.body(contentType, jsonBody);
        } else if (isPost && !named.isEmpty()) {
            request.body(contentType, contentType.equals(Bodies.FORM) ? Bodies.form(named) : json(named));
        } else if (isTyped) {
            request.body(contentType, "");
        }
        return request.build();
    }

    private Map<String, List<String>> named() {
        var named = new LinkedHashMap<String, List<String>>();
        for (String pair : data) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw usage("'" + pair + "' is not a parameter (name=value)");
            }
            named.computeIfAbsent(pair.substring(0, equals), name -> new ArrayList<>())
                    .add(pair.substring(equals + 1));
        }
        return named;
    }

    private static String json(Map<String, List<String>> named) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (Json body = new Json(bytes)) {
            body.object();
            named.forEach((name, values) -> {
                if (values.size() == 1) {
                    body.member(name, values.get(0));
                } else {
                    body.array(name);
                    values.forEach(body::item);
                    body.endArray();
                }
            });
            body.endObject();
        }
        return bytes.toString(Terminal.CHARSET).stripTrailing();
    }

    /** Remembers the start of an answer, which contains its error, and its last byte. */
    private static final class WatchingOutput extends FilterOutputStream {
        private static final String ERROR = "{\"error\":";

        private final byte[] begin = new byte[16];
        private int length;
        private int last = '\n';

        WatchingOutput(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
            for (int i = 0; i < count && length < begin.length; i++) {
                begin[length++] = bytes[offset + i];
            }
            if (count > 0) {
                last = bytes[offset + count - 1];
            }
        }

        boolean needsLineFeed() {
            return last != '\n';
        }

        boolean tellsError() {
            String start = new String(begin, 0, length, Terminal.CHARSET);
            return start.startsWith(ERROR) && !start.startsWith(ERROR + "0,") && !start.startsWith(ERROR + "\"0\",");
        }
    }
}
