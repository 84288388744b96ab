package io.github.ossec4j.io.conf;

import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.model.conf.ConfigurationElement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the roots of a file written in OSSEC's dialect. */
final class DialectParser {
    private DialectParser() {}

    static List<ConfigurationElement> roots(ConfigurationBytes source) {
        int line = 1;
        try {
            XMLStreamReader reader =
                    XmlFactories.DIALECT.createXMLStreamReader(new DialectReader(source.file(), source.bytes()));
            try {
                ElementStack stack = ElementStack.ofDialect();
                List<ConfigurationElement> roots = List.of();
                while (reader.hasNext()) {
                    int event = reader.next();
                    line = XmlFactories.line(reader);
                    if (event == XMLStreamConstants.START_ELEMENT) {
                        stack.start(DialectReader.restore(reader.getLocalName()), attributes(reader), line);
                    } else if (event == XMLStreamConstants.END_ELEMENT) {
                        roots = stack.end().children(); // those of the root that DialectReader put around all
                    } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.SPACE) {
                        stack.text(reader.getText());
                    }
                }
                return roots;
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            // What OSSEC refuses is thrown by DialectReader; left are our own limits.
            throw new OssecFormatException(
                    source.file(),
                    line,
                    "a configuration of at most " + ConfigurationLimits.ELEMENTS + " elements, each of moderate size");
        }
    }

    private static Map<String, String> attributes(XMLStreamReader reader) {
        var attributes = new LinkedHashMap<String, String>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(
                    DialectReader.restore(reader.getAttributeLocalName(i)),
                    DialectReader.restore(reader.getAttributeValue(i)));
        }
        return attributes;
    }
}
