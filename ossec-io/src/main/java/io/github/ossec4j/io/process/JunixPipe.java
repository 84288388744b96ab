package io.github.ossec4j.io.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import org.newsclub.net.unix.AFPipe;
import org.newsclub.net.unix.AFSocket;
import org.newsclub.net.unix.AFSocketCapability;
import org.newsclub.net.unix.FileDescriptorCast;

/** Gives a process a pipe of junixsocket. Loading this class without junixsocket is a {@link LinkageError}. */
final class JunixPipe {
    private JunixPipe() {}

    /** Whether this system supports it; loads the native library. */
    static boolean isSupported() {
        return AFSocket.supports(AFSocketCapability.CAPABILITY_FD_AS_REDIRECT);
    }

    /** Starts a process that writes to a pipe, and reads from the pipe. */
    static OutputPump start(ProcessBuilder builder) throws IOException {
        AFPipe pipe = AFPipe.open();
        try {
            builder.redirectOutput(
                    FileDescriptorCast.using(pipe.sink().getFileDescriptor()).as(ProcessBuilder.Redirect.class));
            Process process = builder.start();
            pipe.sink().close(); // or the end of the output would never come
            InputStream output = Channels.newInputStream(pipe.source());
            return new OutputPump(process, output);
        } catch (IOException | RuntimeException | Error e) {
            pipe.close();
            throw e;
        }
    }
}
