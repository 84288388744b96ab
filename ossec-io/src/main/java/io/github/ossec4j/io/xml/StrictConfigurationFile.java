package io.github.ossec4j.io.xml;

import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.model.conf.ConfigurationElement;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.DTDInfo;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * OSSEC's configuration, {@code etc/ossec.conf}, read as the REST API reads it: as XML 1.0 with namespaces; source:
 * {@code docs/formats/ossec.conf.md}, "As XML".
 *
 * <p>Every root is {@code ossec_config}; several are one, joined where only white space, comments and instructions are
 * between them. The encoding is the one declared, else UTF-8, and wrong bytes are an error. A document type with only a
 * name is skipped; one with a subset is refused, and with it every entity except XML's own five. Limits are those of
 * typed reading.
 *
 * <p>In the tree, a name in a namespace is {@code {uri}name}; declarations of namespaces are not attributes; attributes
 * are in the order of the file; an element's text is the part before its first child, untrimmed, with CDATA in it
 * and comments and instructions cut out. Text after a child is lost.
 */
public final class StrictConfigurationFile {
    private static final String ROOT = "ossec_config";

    private StrictConfigurationFile() {}

    /**
     * Reads the whole file as one root.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IOException if it cannot be read
     * @throws OssecFormatException if it is not well-formed XML, or its roots are not {@code ossec_config}
     */
    public static ConfigurationElement read(Path file) throws IOException {
        ConfigurationBytes source = ConfigurationBytes.read(file);
        try {
            XMLStreamReader2 reader = (XMLStreamReader2)
                    XmlFactories.STRICT.createXMLStreamReader(new ByteArrayInputStream(source.bytes()));
            try {
                return new Roots(file, reader).merged();
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            throw notWellFormed(source, e);
        }
    }

    /** The parser's own message is left out: it may quote the file, which may contain passwords. */
    private static OssecFormatException notWellFormed(ConfigurationBytes source, XMLStreamException e) {
        if (e.getNestedException() instanceof CharConversionException) {
            return new OssecFormatException(
                    source.file(), source.firstLineNotUtf8(), "bytes of the declared encoding, or of UTF-8");
        }
        Location at = e.getLocation();
        return at == null || at.getLineNumber() < 1
                ? new OssecFormatException(source.file(), 0, "well-formed XML in a known encoding")
                : new OssecFormatException(
                        source.file(), at.getLineNumber(), "well-formed XML, column " + at.getColumnNumber());
    }

    /** The reading of one file. */
    private static final class Roots {
        private final Path file;
        private final XMLStreamReader2 reader;
        private final ElementStack stack = new ElementStack();
        private boolean rootSeen;

        Roots(Path file, XMLStreamReader2 reader) {
            this.file = file;
            this.reader = reader;
        }

        /** All roots continue the first one, which is therefore closed last. */
        ConfigurationElement merged() throws XMLStreamException {
            int depth = 0;
            var attributes = new LinkedHashMap<String, String>();
            int rootLine = 1;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (depth++ > 0) {
                            stack.start(name(), attributes(), XmlFactories.line(reader));
                        } else {
                            if (!name().equals(ROOT)) {
                                throw expected("a root called " + ROOT);
                            }
                            attributes.putAll(attributes());
                            if (!rootSeen) {
                                rootSeen = true;
                                rootLine = XmlFactories.line(reader);
                                stack.start(ROOT, Map.of(), rootLine);
                            }
                        }
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        if (--depth > 0) {
                            stack.end();
                        }
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                        if (depth > 0 && !stack.hasChildren()) {
                            stack.text(reader.getText());
                        }
                    }
                    case XMLStreamConstants.START_DOCUMENT -> {
                        if (reader.getVersion() != null) {
                            throw expected("an XML declaration at the start of the file only");
                        }
                    }
                    case XMLStreamConstants.DTD -> {
                        DTDInfo type = reader.getDTDInfo();
                        if (type.getDTDPublicId() != null
                                || type.getDTDSystemId() != null
                                || !reader.getText().isEmpty()) {
                            throw expected(ConfigurationLimits.DOCUMENT_TYPE);
                        }
                    }
                    case XMLStreamConstants.ENTITY_REFERENCE -> throw expected("no entities but those of XML itself");
                    default -> {
                        // comments, instructions, the end of a root
                    }
                }
            }
            ConfigurationElement root = stack.end();
            return new ConfigurationElement(ROOT, attributes, root.text(), root.children(), rootLine);
        }

        private String name() {
            return qualified(reader.getNamespaceURI(), reader.getLocalName());
        }

        private Map<String, String> attributes() {
            var attributes = new LinkedHashMap<String, String>();
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                attributes.put(
                        qualified(reader.getAttributeNamespace(i), reader.getAttributeLocalName(i)),
                        reader.getAttributeValue(i));
            }
            return attributes;
        }

        private String qualified(@Nullable String uri, String name) {
            if (name.length() > ConfigurationLimits.NAME_BYTES) {
                throw expected("a name of at most " + ConfigurationLimits.NAME_BYTES + " characters");
            }
            return uri == null || uri.isEmpty() ? name : "{" + uri + "}" + name;
        }

        private OssecFormatException expected(String what) {
            return new OssecFormatException(file, XmlFactories.line(reader), what);
        }
    }
}
