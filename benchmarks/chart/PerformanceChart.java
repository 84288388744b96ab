import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws the times of SyscheckScanBenchmark as multiples of rawRead, and prints the table of ratios: of processor time if
 * JMH was told to measure it, else of time on the clock.
 *
 * <p>{@code java benchmarks/chart/PerformanceChart.java jmh-result.json docs/performance.svg}
 */
final class PerformanceChart {
    private static final List<String> ORDER = List.of(
            "rawRead", "changedFiles", "historyOf", "historyByPattern", "scanAll", "records",
            "idiomatic");
    private static final int BAR = 22;
    private static final int LEFT = 150;
    private static final int WIDTH = 440;

    private PerformanceChart() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Double> scores = scores(Files.readString(Path.of(arguments[0])));
        double floor = scores.getOrDefault("rawRead", 0.0);
        if (floor == 0) {
            throw new IllegalArgumentException("no figure of rawRead in " + arguments[0]);
        }
        List<String> shown = new ArrayList<>();
        double highest = 0;
        for (String name : ORDER) {
            if (scores.containsKey(name)) {
                shown.add(name);
                highest = Math.max(highest, scores.get(name) / floor);
            }
        }
        var svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"680\" height=\"" + (shown.size() * (BAR + 8) + 50)
                + "\" font-family=\"sans-serif\" font-size=\"13\">\n"
                + "<title>Time for 1,000,000 records, as multiples of reading the file</title>\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
                + "<text x=\"10\" y=\"22\">Time for 1,000,000 records, as multiples of reading the file (less is better)</text>\n");
        int y = 36;
        for (String name : shown) {
            double ratio = scores.get(name) / floor;
            String color = name.equals("rawRead") || name.equals("idiomatic") ? "#9a9a9a" : "#2b6cb0";
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>"
                            + "<text x=\"%.1f\" y=\"%d\">%.2f</text>%n",
                    LEFT - 8, y + 15, name, LEFT, y, ratio / highest * WIDTH, BAR, color,
                    LEFT + ratio / highest * WIDTH + 6, y + 15, ratio));
            System.out.printf(Locale.ROOT, "| `%s` | %.1f ms | %.2f |%n", name, scores.get(name), ratio);
            y += BAR + 8;
        }
        Files.writeString(Path.of(arguments[1]), svg.append("</svg>\n"));
    }

    /** The method's name and the score of each result with a million records, as JMH writes them. */
    private static Map<String, Double> scores(String json) {
        var scores = new LinkedHashMap<String, Double>();
        for (String result : json.split("\"jmhVersion\"")) {
            Matcher name = Pattern.compile("\"benchmark\" : \"[^\"]*\\.(\\w+)\"").matcher(result);
            Matcher entries = Pattern.compile("\"entries\" : \"(\\d+)\"").matcher(result);
            // Processor time, if it was measured: see ProcessorTime.
            Matcher score = metric("processor", result);
            if (!score.find()) {
                score = metric("primaryMetric", result);
            } else {
                score.reset();
            }
            if (name.find() && score.find() && (!entries.find() || entries.group(1).equals("1000000"))) {
                scores.put(name.group(1), Double.parseDouble(score.group(1)));
            }
        }
        return scores;
    }

    private static Matcher metric(String name, String result) {
        return Pattern.compile("\"" + name + "\" : \\{\\s*\"score\" : ([0-9.Ee+-]+)").matcher(result);
    }
}
