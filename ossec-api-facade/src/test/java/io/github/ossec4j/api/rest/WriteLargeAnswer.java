package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Ossec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Writes the changed files of the manager at the home in the first argument to nowhere, and says how many objects and bytes. */
final class WriteLargeAnswer {
    private WriteLargeAnswer() {}

    public static void main(String[] arguments) throws IOException {
        var counter = new Counter();
        RestApi.over(Ossec.open(Path.of(arguments[0])))
                .handle(RestRequest.get("/syscheck/000/files/changed"))
                .writeTo(counter);
        System.out.println(counter.objects + " " + counter.bytes);
    }

    private static final class Counter extends OutputStream {
        private long objects;
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
            if (b == '{') {
                objects++;
            }
        }
    }
}
