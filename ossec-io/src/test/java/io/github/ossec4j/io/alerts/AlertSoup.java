package io.github.ossec4j.io.alerts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Content that consists of lines of alerts, in and out of order, some of them mutated. */
final class AlertSoup {
    private static final List<String> PIECES = List.of(
            "** Alert 1476712801.0: - syslog,sshd,",
            "** Alert 1476712802.140: mail  - ossec,syscheck,pci_dss_11.5,",
            "** Alert 1.2: - ",
            "** Alert 12345678901234567.2: - x",
            "** Alert 1.2:  - x",
            "** Alert ",
            "2016 Oct 17 14:00:01 (web-01) 192.0.2.10->/var/log/auth.log",
            "2016 Oct 7 14:00:01 ossec-server->syscheck",
            "2016 Oct 17 14:00:01 ",
            "2016 Oct 17 14:00 x->y",
            "Rule: 5716 (level 5) -> 'SSHD authentication failed.'",
            "Rule: 1 (level 15) -> 'two",
            "Rule: 1 (level 15) -> '",
            "Rule: 1234567890 (level 5) -> 'x'",
            "lines'",
            "Src IP: 198.51.100.7",
            "Src Location: NL",
            "Src Port: 22",
            "Dst IP: 192.0.2.1",
            "Dst Location: DE",
            "Dst Port: http",
            "User: root",
            "User: ",
            "a log ** with * stars *****",
            "Previous output:",
            "\u00e9\u00ff\r",
            "\0",
            "",
            "",
            "");

    private static final List<List<Integer>> HEADS = List.of(List.of(0, 6, 10), List.of(1, 7, 10), List.of(2, 8, 11));

    private final Random random;

    AlertSoup(Random random) {
        this.random = random;
    }

    byte[] next() {
        var text = new StringBuilder();
        for (int left = random.nextInt(24); left > 0; left--) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    HEADS.get(random.nextInt(HEADS.size()))
                            .forEach(piece -> text.append(PIECES.get(piece)).append('\n'));
                }
                case 1 ->
                    text.append("x".repeat(random.nextInt(100) == 0 ? 1256 : 40))
                            .append("\n\n");
                case 2 -> text.append("\n");
                default ->
                    text.append(PIECES.get(random.nextInt(PIECES.size()))).append('\n');
            }
        }
        byte[] bytes = text.toString().getBytes(ISO_8859_1);
        if (bytes.length > 0 && random.nextInt(3) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) "\n*' 0x:".charAt(random.nextInt("\n*' 0x:".length()));
        }
        return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }
}
