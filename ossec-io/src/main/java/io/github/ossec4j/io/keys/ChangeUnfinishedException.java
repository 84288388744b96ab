package io.github.ossec4j.io.keys;

import io.github.ossec4j.model.OssecException;
import java.io.IOException;
import java.nio.file.FileSystemException;

/**
 * {@code client.keys} was changed, but a file that changes with it could not be: agents were enrolled without a time of
 * enrollment, or removed while some of their files are left. The next change, or {@link ClientKeysStore#tidy()}, deletes these
 * files. The cause says which file it was.
 */
public final class ChangeUnfinishedException extends OssecException {
    private static final long serialVersionUID = 1L;

    ChangeUnfinishedException(IOException cause) {
        super("client.keys was changed, but not what goes with it: " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        return cause instanceof FileSystemException failure && failure.getReason() == null
                ? failure.getFile() + ": " + cause.getClass().getSimpleName()
                : String.valueOf(cause.getMessage());
    }
}
