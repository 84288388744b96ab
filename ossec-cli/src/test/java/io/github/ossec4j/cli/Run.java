package io.github.ossec4j.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** The command run in this JVM: what it answered. */
record Run(int status, String out, String err) {
    /** With nothing on standard input, no terminal and an empty environment. */
    static Run of(String... words) {
        return new Setup().run(words);
    }

    static Setup with() {
        return new Setup();
    }

    /** What surrounds the command. */
    static final class Setup {
        private String input = "";
        private boolean inIsTerminal;
        private boolean outIsTerminal;
        private boolean errIsTerminal;
        private int columns = 1000;
        private Map<String, String> environment = Map.of();

        Setup input(String text) {
            input = text;
            return this;
        }

        /** Typed by a person. */
        Setup typed(String text) {
            inIsTerminal = true;
            return input(text);
        }

        /** On a terminal that is this wide. */
        Setup columns(int number) {
            columns = number;
            return terminals();
        }

        Setup terminals() {
            outIsTerminal = true;
            errIsTerminal = true;
            return this;
        }

        Setup errorTerminal() {
            errIsTerminal = true;
            return this;
        }

        Setup environment(Map<String, String> variables) {
            environment = variables;
            return this;
        }

        Run run(String... words) {
            var out = new ByteArrayOutputStream();
            return run(out, words);
        }

        /** With an output whose reader closes it after this many bytes. */
        Run runWithOutputOf(int bytes, String... words) {
            return runWithOutputOf(bytes, "Broken pipe", words);
        }

        /** With an output that fails after this many bytes. */
        Run runWithOutputOf(int bytes, String failure, String[] words) {
            return run(
                    new OutputStream() {
                        private int written;

                        @Override
                        public void write(int b) throws IOException {
                            if (++written > bytes) {
                                throw new IOException(failure);
                            }
                        }
                    },
                    words);
        }

        /** With this output, of which the run keeps nothing unless it is in memory. */
        Run run(OutputStream out, String... words) {
            var err = new StringWriter();
            var terminal = new Terminal(
                    new ByteArrayInputStream(input.getBytes(Terminal.CHARSET)),
                    Terminal.buffered(out),
                    new PrintWriter(err, true),
                    inIsTerminal,
                    outIsTerminal,
                    errIsTerminal,
                    () -> columns,
                    environment);
            int status = Ossec4jCli.run(terminal, words);
            String text = out instanceof ByteArrayOutputStream bytes ? bytes.toString(Terminal.CHARSET) : "";
            return new Run(status, text, err.toString());
        }
    }
}
