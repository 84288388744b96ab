package io.github.ossec4j.api;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/** What {@code uname} would print, without running it. */
final class ThisMachine {
    private static final Path KERNEL = Path.of("/proc/sys/kernel");

    private ThisMachine() {}

    static HostIdentity identity() {
        String name = kernel("hostname", ThisMachine::hostName);
        String system = kernel("ostype", () -> System.getProperty("os.name"))
                + " " + name
                + " " + kernel("osrelease", () -> System.getProperty("os.version"))
                + " " + kernel("version", () -> "")
                + " " + machine();
        return new HostIdentity(name, system);
    }

    /** What the kernel reports; the other source, which may be slow, is used only if the kernel reports nothing. */
    private static String kernel(String file, Supplier<String> otherwise) {
        try {
            return Files.readString(KERNEL.resolve(file), StandardCharsets.ISO_8859_1)
                    .strip();
        } catch (IOException e) {
            return otherwise.get(); // no Linux
        }
    }

    /** The JDK renames what the kernel calls x86_64. */
    private static String machine() {
        String architecture = System.getProperty("os.arch");
        return architecture.equals("amd64") ? "x86_64" : architecture;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
