package io.github.ossec4j.api.golden;

import io.github.ossec4j.api.Ossec;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One of the two ways by which the recorded requests are answered. */
interface Half {
    /** Both ways. */
    static List<Half> both(GoldenCase golden) throws IOException {
        return List.of(new RestHalf(golden), TypedHalf.of(golden));
    }

    /** Its list in a file of deviations. */
    String name();

    /** What is answered otherwise than recorded, by position. */
    default Map<Integer, Deviation> deviations(GoldenCase golden) throws IOException {
        return Deviations.of(golden, name());
    }

    /** Whether a request has an answer here. */
    boolean answers(int position, JsonNode request);

    /** The answer of today, in the form of the recordings. */
    ObjectNode answer(Ossec ossec, JsonNode request);

    /** What was recorded, as far as this half answers in another form than the original did, in that form. */
    Outcome recorded(int position, JsonNode request, ObjectNode answer);
}
