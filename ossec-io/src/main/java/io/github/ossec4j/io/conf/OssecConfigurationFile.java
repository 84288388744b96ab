package io.github.ossec4j.io.conf;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.xml.ConfigurationBytes;
import io.github.ossec4j.io.xml.DialectParser;
import io.github.ossec4j.model.conf.OssecConfiguration;
import java.io.IOException;
import java.nio.file.Path;

/**
 * OSSEC's configuration, {@code etc/ossec.conf}, read as OSSEC's programs read it; source:
 * {@code docs/formats/ossec.conf.md}.
 *
 * <p>The file may use OSSEC's own dialect of XML: several roots, bare {@code &}, comments of any form. It is read in
 * one pass and held in memory meanwhile; it is never locked or mapped. A file of more than 4 MiB or 100,000 elements, a
 * text or attributes of more than 65,536 bytes, a name of more than 8192 bytes, and more than 1024 nested elements are
 * refused. No other file is ever read.
 */
public final class OssecConfigurationFile {
    private OssecConfigurationFile() {}

    /**
     * Reads the whole file.
     *
     * @param handler receives each invalid value; its default is kept, or its block left out
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IOException if it cannot be read
     * @throws OssecFormatException if it is not written in OSSEC's dialect
     */
    public static OssecConfiguration read(Path file, MalformedLineHandler handler) throws IOException {
        ConfigurationBytes source = ConfigurationBytes.read(file);
        return OssecConfiguration.of(DialectParser.roots(source, SectionRules::isKnownName), source.problems(handler));
    }
}
