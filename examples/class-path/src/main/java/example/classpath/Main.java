package example.classpath;

import io.github.ossec4j.api.Ossec;
import java.nio.file.Path;

/** Prints the agents of an OSSEC home, and which of their files changed. */
public final class Main {
    private Main() {}

    /** Takes the home, usually {@code /var/ossec}. */
    public static void main(String[] words) {
        Ossec ossec = Ossec.open(Path.of(words[0]));
        ChangeReport.lines(ossec).forEach(System.out::println);
    }
}
