import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws the times of the benchmarks over a million records as multiples of rawRead, and prints the table of targets, from
 * what JMH wrote: time on the clock, or with a third argument, {@code processor}, what ProcessorTime measured.
 *
 * <p>{@code java benchmarks/chart/PerformanceChart.java jmh-result.json docs/performance.svg}
 */
final class PerformanceChart {
    /** A benchmark, what it is compared with, how many times as long it may take, or how many times as fast it must be. */
    private record Target(String benchmark, String basis, double limit, boolean faster) {
        double ratio(Map<String, Double> scores) {
            double own = scores.get(benchmark);
            double other = scores.get(basis);
            return faster ? other / own : own / other;
        }

        boolean isMet(Map<String, Double> scores) {
            return faster ? ratio(scores) >= limit : ratio(scores) <= limit;
        }
    }

    private static final String PATTERN = "historyByPattern gateway-17";

    private static final List<Target> TARGETS = List.of(
            new Target("changedFiles", "rawRead", 2.5, false),
            new Target("scanAll", "rawRead", 5, false),
            new Target("scanAll", "idiomatic", 3, true),
            new Target("records", "idiomatic", 1.5, true),
            new Target("scanAllTwoThreads", "scanAll", 1.7, true),
            new Target("manyFilesTwoThreads", "manyFiles", 1.7, true),
            new Target("historyOf", "changedFiles", 1.5, false),
            new Target(PATTERN, "changedFiles", 1.5, false));

    private static final List<String> SHOWN = List.of(
            "rawRead", "historyOf", "changedFiles", PATTERN, "scanAllTwoThreads", "scanAll", "records", "idiomatic");

    private static final int BAR = 22;
    private static final int WIDTH = 420;
    /** More than a character takes on average in any usual font of size 13: no label is cut off. */
    private static final double CHARACTER = 8.5;

    private PerformanceChart() {}

    public static void main(String[] arguments) throws Exception {
        boolean processor = arguments.length > 2 && arguments[2].equals("processor");
        Map<String, Double> scores = scores(
                Files.readString(Path.of(arguments[0])), processor ? "processor" : "primaryMetric");
        if (!scores.containsKey("rawRead")) {
            throw new IllegalArgumentException("no figure of rawRead in " + arguments[0]);
        }
        Files.writeString(Path.of(arguments[1]), svg(scores, processor ? "processor time" : "time"));
        scores.forEach((name, score) -> System.out.printf(Locale.ROOT, "%s %.1f ms%n", name, score));
        for (Target target : TARGETS) {
            if (scores.containsKey(target.benchmark) && scores.containsKey(target.basis)) {
                System.out.printf(
                        Locale.ROOT,
                        "| `%s` | %.1f ms | `%s` | %.2f ×%s | %s %s × | %s |%n",
                        target.benchmark,
                        scores.get(target.benchmark),
                        target.basis,
                        target.ratio(scores),
                        target.faster ? " faster" : "",
                        target.faster ? "≥" : "≤",
                        target.limit,
                        target.isMet(scores) ? "met" : "**missed**");
            }
        }
    }

    private static String svg(Map<String, Double> scores, String what) {
        double floor = scores.get("rawRead");
        List<String> shown = SHOWN.stream().filter(scores::containsKey).toList();
        double highest = shown.stream().mapToDouble(scores::get).max().orElse(floor) / floor;
        String title = "Multiples of the " + what + " that reading the file takes";
        String unit = "1,000,000 records; less is better";
        int left = 20 + (int) (CHARACTER * shown.stream().mapToInt(String::length).max().orElse(0));
        int width = left + WIDTH + 70;
        int height = shown.size() * (BAR + 8) + 72;
        var svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height + "\" font-family=\"sans-serif\" font-size=\"13\">\n"
                + "<title>" + title + "; " + unit + "</title>\n"
                + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
                + "<text x=\"10\" y=\"22\" font-weight=\"bold\">" + title + "</text>\n"
                + "<text x=\"10\" y=\"42\">" + unit + "</text>\n");
        int y = 58;
        for (String name : shown) {
            double ratio = scores.get(name) / floor;
            String color = name.equals("rawRead") || name.equals("idiomatic") ? "#9a9a9a" : "#2b6cb0";
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>"
                            + "<text x=\"%.1f\" y=\"%d\">%.2f</text>%n",
                    left - 8, y + 15, name, left, y, ratio / highest * WIDTH, BAR, color,
                    left + ratio / highest * WIDTH + 6, y + 15, ratio));
            y += BAR + 8;
        }
        return svg.append("</svg>\n").toString();
    }

    /** The score of each benchmark, by the name of its method and the parameters that are no number of entries. */
    private static Map<String, Double> scores(String json, String metric) {
        var scores = new LinkedHashMap<String, Double>();
        for (String result : json.split("\"jmhVersion\"")) {
            Matcher name = Pattern.compile("\"benchmark\" : \"[^\"]*\\.(\\w+)\"").matcher(result);
            Matcher score = Pattern.compile("\"" + metric + "\" : \\{\\s*\"score\" : ([0-9.Ee+-]+)").matcher(result);
            Matcher entries = Pattern.compile("\"entries\" : \"(\\d+)\"").matcher(result);
            Matcher parameter = Pattern.compile("\"(?:pattern|shape)\" : \"([^\"]*)\"").matcher(result);
            if (name.find() && score.find() && (!entries.find() || entries.group(1).equals("1000000"))) {
                String shape = parameter.find() ? " " + parameter.group(1) : "";
                scores.put(name.group(1) + shape, Double.parseDouble(score.group(1)));
            }
        }
        return scores;
    }
}
