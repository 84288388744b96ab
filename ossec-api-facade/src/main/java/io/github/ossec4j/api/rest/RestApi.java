package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.RemotedUnreachableException;
import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.model.OssecException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The REST API over a home: takes requests, returns HTTP status and JSON.
 *
 * <pre>{@code
 * RestApi api = RestApi.over(Ossec.open(Path.of("/var/ossec")));
 * RestResponse answer = api.handle(RestRequest.get("/agents?status=active"));
 * System.out.println(answer.status() + " " + answer.body());
 * }</pre>
 *
 * <p>It neither listens nor authenticates: that is up to the server around it.
 *
 * <p>Safe to share.
 */
public final class RestApi {
    private static final System.Logger LOG = System.getLogger(RestApi.class.getName());
    private static final String VERSION = "v1.2";

    private final Ossec ossec;

    private RestApi(Ossec ossec) {
        this.ossec = ossec;
    }

    /** The API over this manager. */
    public static RestApi over(Ossec ossec) {
        return new RestApi(ossec);
    }

    /** Every endpoint; the greeting of {@code GET /} is not one. */
    public static List<Endpoint> endpoints() {
        return RouteTable.ROUTES.stream().map(Route::endpoint).toList();
    }

    /** The endpoint that answers a request; empty for the greeting, for unknown URLs and for other versions of the API. */
    public static Optional<Endpoint> endpoint(RestRequest request) {
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        return segments(request)
                .flatMap(RestApi::decode)
                .flatMap(parts -> match(method, parts))
                .map(match -> match.route().endpoint());
    }

    /** The segments of the path after the version; empty for other versions of the API. */
    private static Optional<List<String>> segments(RestRequest request) {
        List<String> segments = segments(plainPath(request));
        boolean isInPath = !segments.isEmpty() && isVersion(segments.get(0));
        String version = isInPath ? segments.remove(0) : request.headers().getOrDefault("api-version", "");
        return isVersion(version) && !isOurs(version) ? Optional.empty() : Optional.of(segments);
    }

    /** A route, and what its variables are in a path. */
    private record Match(Route<?> route, Map<String, String> variables) {}

    private static Optional<Match> match(String method, List<String> parts) {
        for (Route<?> route : RouteTable.ROUTES) {
            Optional<Map<String, String>> variables =
                    route.method().equals(method) ? route.match(parts) : Optional.empty();
            if (variables.isPresent()) {
                return Optional.of(new Match(route, variables.get()));
            }
        }
        return Optional.empty();
    }

    /** Answers a request; every request has an answer, whatever it contains. */
    public RestResponse handle(RestRequest request) {
        if (request.method().equals("OPTIONS")) {
            return RestResponse.text(204, "", ""); // the cross-origin layer answers, for every URL
        }
        boolean head = request.method().equals("HEAD");
        RestResponse response = answer(request, head ? "GET" : request.method())
                .from(ossec.home().root());
        return head ? response.withoutBody() : response;
    }

    private RestResponse answer(RestRequest request, String method) {
        try {
            checkContent(request, method);
            return route(request, method);
        } catch (Refusal e) {
            return e.response();
        } catch (ToolError e) {
            return e.response();
        } catch (RemotedUnreachableException e) {
            LOG.log(System.Logger.Level.WARNING, e.getMessage()); // the original's words do not say why
            return ToolError.of(e).response();
        } catch (OssecException e) {
            return e.errorCode().isPresent() ? ToolError.of(e).response() : internal(String.valueOf(e.getMessage()));
        } catch (AccessDeniedException e) {
            return internal(e.getFile() + ": this process has no permission");
        } catch (IOException e) {
            return internal(e.toString());
        } catch (ReadOnlyFileSystemException e) {
            return internal("the home cannot be written"); // for example in a zip file
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "unexpected failure, please report it: " + request, e);
            return internal("Error executing internal command");
        }
    }

    /** Errors without a number in the original, whose tools would have crashed. */
    private static RestResponse internal(String message) {
        return Envelope.refusal(500, "01", message);
    }

    private RestResponse route(RestRequest request, String method) throws IOException {
        String path = request.path();
        String plain = plainPath(request);
        Optional<List<String>> segments = segments(request);
        if (segments.isEmpty()) {
            return unknownVersion(request.method(), plain);
        }
        if (segments.get().isEmpty() && method.equals("GET")) {
            return Envelope.greeting();
        }
        Parameters query = Parameters.parse(path.substring(Math.min(plain.length() + 1, path.length())));
        request.query().forEach((name, values) -> values.forEach(value -> query.add(name, value)));
        List<String> decoded =
                decode(segments.get()).orElseThrow(Refusal::unknownUrl); // which end the original service
        Match match = match(method, decoded).orElseThrow(Refusal::unknownUrl);
        return match.route().answer(new Call(ossec, match.variables(), query, request));
    }

    private static String plainPath(RestRequest request) {
        int mark = request.path().indexOf('?');
        return mark < 0 ? request.path() : request.path().substring(0, mark);
    }

    /** Empty segments are tolerated anywhere. */
    private static List<String> segments(String path) {
        var segments = new ArrayList<String>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        return segments;
    }

    private static boolean isVersion(String text) {
        int dot = text.indexOf('.');
        String major = dot < 0 ? text : text.substring(0, dot);
        return major.length() > 1
                && (major.charAt(0) == 'v' || major.charAt(0) == 'V')
                && Values.isId(major.substring(1))
                && (dot < 0 || Values.isId(text.substring(dot + 1)));
    }

    private static boolean isOurs(String version) {
        return version.toLowerCase(Locale.ROOT).equals(VERSION);
    }

    /** Another version leads out of the API, to the page of the web framework. */
    private static RestResponse unknownVersion(String method, String path) {
        return RestResponse.text(
                404,
                "text/html; charset=utf-8",
                "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Error</title>\n</head>\n"
                        + "<body>\n<pre>Cannot " + escaped(method) + " " + escaped(path)
                        + "</pre>\n</body>\n</html>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** All of them; empty if one has a broken escape. */
    private static Optional<List<String>> decode(List<String> segments) {
        var decoded = new ArrayList<String>();
        for (String segment : segments) {
            Optional<String> text = decode(segment);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            decoded.add(text.get());
        }
        return Optional.of(decoded);
    }

    /** Percent-decoded, as strict UTF-8; empty if that cannot be done. */
    private static Optional<String> decode(String segment) {
        byte[] bytes = new byte[segment.length() * 3];
        int length = 0;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%') {
                if (i + 2 >= segment.length()
                        || !HexFormat.isHexDigit(segment.charAt(i + 1))
                        || !HexFormat.isHexDigit(segment.charAt(i + 2))) {
                    return Optional.empty();
                }
                bytes[length++] = (byte) HexFormat.fromHexDigits(segment, i + 1, i + 3);
                i += 2;
            } else {
                for (byte b : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                    bytes[length++] = b;
                }
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Bodies are parsed for any method; POST must declare one of the two known content types. */
    private static void checkContent(RestRequest request, String method) {
        String type = request.contentType().orElse("");
        if (method.equals("POST") && !type.equals(AgentBody.JSON) && !type.equals(AgentBody.FORM)) {
            throw Refusal.badContent();
        }
        if (type.equals(AgentBody.JSON) && !AgentBody.isJson(request.body())) {
            throw Refusal.badContent(); // ends the original service
        }
    }
}
