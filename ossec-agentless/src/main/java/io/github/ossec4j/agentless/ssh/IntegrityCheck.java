package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.model.RawText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Size, mode, owner, group and checksums of the files that {@code find} lists.
 *
 * <p>The remote host runs one {@code find} that passes files to small shell programs. If it has GNU's tools, regular
 * files are passed to {@code stat}, {@code md5sum} and {@code sha1sum} in batches, whose output is combined here;
 * everything else is processed file by file. Each line of this check starts with the shell's mark and a letter; any
 * other line is an error message of some command.
 */
final class IntegrityCheck {
    private static final String MISSING = "xxx";

    /**
     * GNU find fills at most 128 KiB of names into a batch, others as much as the system allows, at most some MiB.
     */
    private static final int LARGEST_BATCH_BYTES = 32 << 20;

    private static final int MOST_REMARKS = 50;

    /** From this exit status on, a shell reports that a command could not be run or was killed. */
    private static final int NOT_RUN = 126;

    private static final int NO_SUCH_COMMAND = 127;

    /** Chooses the tools. Sets F, the program for many files, to that for one file if the tools cannot process many. */
    private static final String TOOLS = """
            exec 2>&1
            LC_ALL=C; export LC_ALL
            PATH=$PATH:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin; export PATH
            if stat -c %s / >/dev/null 2>&1; then S='stat -c %s:%f:%u:%g'; R=x
            elif stat -f %z / >/dev/null 2>&1; then S='stat -f %z:%p:%u:%g'; R=o
            else echo "${N}Xstat"; exit 1; fi
            M=; for t in md5sum 'md5 -q' 'openssl md5 -r' 'digest -a md5'; do
            if $t </dev/null >/dev/null 2>&1; then M=$t; break; fi; done
            H=; for t in sha1sum 'sha1 -q' 'openssl sha1 -r' 'digest -a sha1'; do
            if $t </dev/null >/dev/null 2>&1; then H=$t; break; fi; done
            if [ -z "$M" ]; then echo "${N}Wmd5"; fi
            if [ -z "$H" ]; then echo "${N}Wsha1"; fi
            export N S R M H ONE
            if [ "$M" != md5sum ] || [ "$H" != sha1sum ] || [ $R != x ]; then MANY=$ONE; fi
            """;

    /** File by file. Only files can be read to their end, so nothing else is opened. */
    private static final String ONE = """
            nl='
            '; cr=$(printf '\\r')
            for f do
            case $f in *"$nl"*|*"$cr"*)
            printf '%s' "$f" | tr '\\n\\r' '??' | sed "s/^/${N}N/"; echo; continue;; esac
            [ -f "$f" ] && [ -r "$f" ] || continue
            s=$($S "$f" 2>/dev/null) || continue
            m=xxx; h=xxx
            if [ -n "$M" ]; then m=$($M <"$f" 2>/dev/null); m=${m%% *}; fi
            if [ -n "$H" ]; then h=$($H <"$f" 2>/dev/null); h=${h%% *}; fi
            printf '%sF%s:%s:%s:%s %s\\n' "$N" "$R" "$s" "${m:-xxx}" "${h:-xxx}" "$f"
            done
            """;

    /** Regular files, many at once; names with line breaks would spoil the answers, so such a batch goes one by one. */
    private static final String MANY = """
            nl='
            '; cr=$(printf '\\r')
            for f do
            case $f in *"$nl"*|*"$cr"*) exec sh -c "$ONE" sh "$@";; esac
            done
            stat -c "${N}S%s:%f:%u:%g %n" "$@" 2>/dev/null
            md5sum "$@" 2>/dev/null | sed "s/^/${N}M/"
            sha1sum "$@" 2>/dev/null | sed "s/^/${N}H/"
            echo "${N}B"
            """;

    private final RemoteShell shell;
    private final SshCheck check;
    private final CheckOutput output;

    /** Files of the current batch, by name as ISO-8859-1. */
    private final Map<String, Sums> batch = new LinkedHashMap<>();

    private long batchBytes;
    private long remarks;
    private String lastRemark = "";
    private long files;

    IntegrityCheck(RemoteShell shell, SshCheck check, CheckOutput output) {
        this.shell = shell;
        this.check = check;
        this.output = output;
    }

    static String script(String mark, List<String> findWords) {
        String action = "\\( -type f -exec sh -c \"$MANY\" sh {} + -o ! -type d -exec sh -c \"$ONE\" sh {} + \\)";
        return "N=" + mark + "\nONE=" + ShellWords.quote(ONE) + "\nMANY=" + ShellWords.quote(MANY) + "\n" + TOOLS
                + FindArguments.commandLine(findWords, action) + " </dev/null\necho \"${N}E$?\"\nexit\n";
    }

    void run() throws IOException {
        if (check.type() == SshCheckType.INTEGRITY_LINUX) {
            output.line(RawText.of("INFO: Starting."));
        }
        String mark = shell.mark();
        shell.send(script(mark, check.arguments()));
        while (true) {
            RawText line = shell.readLine("the integrity check");
            if (!line.startsWith(mark) || line.length() == mark.length()) {
                remark(line.display());
                continue;
            }
            byte[] bytes = line.bytes();
            byte[] rest = Arrays.copyOfRange(bytes, mark.length() + 1, bytes.length);
            switch (bytes[mark.length()]) {
                case 'S' -> startFile(rest);
                case 'M' -> sum(rest, true);
                case 'H' -> sum(rest, false);
                case 'B' -> finishBatch();
                case 'F' -> file(latin1(rest).substring(1), rest[0] == 'x' ? 16 : 8);
                case 'N' ->
                    remark("left out, its name contains a line break: "
                            + RawText.of(rest).display());
                case 'W' -> remark("no " + latin1(rest) + " command on the host, the sum is given as " + MISSING);
                case 'X' ->
                    throw new SshCheckException(
                            SshFailure.MISSING_COMMAND, host(), "no usable " + latin1(rest) + " command on the host");
                case 'E' -> {
                    finish(status(latin1(rest)));
                    return;
                }
                default -> remark(line.display());
            }
        }
    }

    private int status(String digits) throws SshCheckException {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new SshCheckException(
                    SshFailure.UNEXPECTED_ANSWER, host(), "the host's shell does not report the exit status of find");
        }
    }

    /**
     * An unreadable directory or a deleted file is enough for {@code find} to exit with 1, so that is a failure only if
     * nothing was listed. A check that lists nothing, because of a misspelled test for example, would watch nothing.
     */
    private void finish(int status) throws IOException {
        finishBatch();
        if (remarks > MOST_REMARKS) {
            output.line(RawText.of("INFO: " + (remarks - MOST_REMARKS) + " more remarks left out."));
        }
        if (status == 0 && files == 0) {
            throw new SshCheckException(
                    SshFailure.NOTHING_LISTED,
                    host(),
                    "find listed no file that can be read"
                            + (lastRemark.isEmpty() ? "" : ", last remark: " + lastRemark));
        } else if (status == 0) {
            output.line(RawText.of("INFO: Finished."));
        } else if (files == 0 || status >= NOT_RUN) {
            throw new SshCheckException(
                    status == NO_SUCH_COMMAND ? SshFailure.MISSING_COMMAND : SshFailure.UNEXPECTED_ANSWER,
                    host(),
                    "find failed with exit status " + status + (lastRemark.isEmpty() ? "" : ": " + lastRemark));
        } else {
            output.line(RawText.of(
                    "INFO: Finished, but find ended with status " + status + " and may have left files out."));
        }
    }

    /** Error messages of commands on the host, and files that could not be checked; only the first few. */
    private void remark(String text) throws IOException {
        if (!text.isBlank()) {
            lastRemark = Printable.of(text);
            if (++remarks <= MOST_REMARKS) {
                output.line(RawText.of("INFO: " + lastRemark));
            }
        }
    }

    private void startFile(byte[] rest) throws SshCheckException {
        String text = latin1(rest);
        int blank = text.indexOf(' ');
        if (blank < 0) {
            throw garbled();
        }
        batchBytes += rest.length + 200L;
        if (batchBytes > LARGEST_BATCH_BYTES) {
            throw new SshCheckException(
                    SshFailure.TOO_MUCH_OUTPUT, host(), "the host does not finish a batch of files");
        }
        batch.put(text.substring(blank + 1), new Sums(text.substring(0, blank)));
    }

    private void sum(byte[] rest, boolean md5) {
        boolean escaped = rest.length > 0 && rest[0] == '\\';
        String text = latin1(rest).substring(escaped ? 1 : 0);
        int blank = text.indexOf(' ');
        if (blank < 0 || blank + 2 > text.length()) {
            return;
        }
        String name = text.substring(blank + 2); // the sum is followed by a blank and a blank or star
        Sums sums = batch.get(escaped ? unescape(name) : name);
        if (sums != null) {
            if (md5) {
                sums.md5 = text.substring(0, blank);
            } else {
                sums.sha1 = text.substring(0, blank);
            }
        }
    }

    /** A file without any checksum is unreadable or was deleted meanwhile: left out, as by the script. */
    private void finishBatch() throws IOException {
        for (Map.Entry<String, Sums> file : batch.entrySet()) {
            Sums sums = file.getValue();
            if (!sums.md5.isEmpty() || !sums.sha1.isEmpty()) {
                file(
                        sums.attributes + ':' + orMissing(sums.md5) + ':' + orMissing(sums.sha1) + ' ' + file.getKey(),
                        16);
            }
        }
        batch.clear();
        batchBytes = 0;
    }

    /** {@code size:mode:uid:gid:md5:sha1 path} with the mode in this radix, in ISO-8859-1. */
    private void file(String record, int radix) throws IOException {
        files++;
        String text = record.startsWith(":") ? record.substring(1) : record;
        int from = text.indexOf(':') + 1;
        int to = text.indexOf(':', from);
        int mode;
        try {
            mode = Integer.parseInt(text, from, Math.max(from, to), radix);
        } catch (NumberFormatException e) {
            throw garbled();
        }
        String shown = check.type() == SshCheckType.INTEGRITY_LINUX
                ? Integer.toOctalString(mode & 07777)
                : Integer.toString(mode);
        String line = "FWD: " + text.substring(0, from) + shown + text.substring(to);
        output.line(RawText.of(line.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private SshCheckException garbled() {
        return new SshCheckException(SshFailure.UNEXPECTED_ANSWER, host(), "the host's stat answers in an unknown way");
    }

    private String host() {
        return check.target().host();
    }

    private static String orMissing(String sum) {
        return sum.isEmpty() ? MISSING : sum;
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** As the checksum tools write names with a backslash or line break. */
    private static String unescape(String name) {
        var out = new ByteArrayOutputStream(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' && i + 1 < name.length()) {
                i++;
                c = switch (name.charAt(i)) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    default -> name.charAt(i);
                };
            }
            out.write(c);
        }
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    private static final class Sums {
        private final String attributes;
        private String md5 = "";
        private String sha1 = "";

        Sums(String attributes) {
            this.attributes = attributes;
        }
    }
}
