package io.github.ossec4j.spark;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** Files of this machine under another scheme, {@code remote:/tmp/home}, as if they were on another one. */
public final class RemoteFiles extends RawLocalFileSystem {
    @Override
    public URI getUri() {
        return URI.create("remote:///");
    }

    @Override
    public String getScheme() {
        return "remote";
    }

    @Override
    public void initialize(URI uri, Configuration configuration) throws IOException {
        super.initialize(URI.create("remote:///"), configuration);
    }
}
