package io.github.ossec4j.io.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Woodstox, named and not looked up, with everything disabled that reads other files or expands text. */
final class XmlFactories {
    /** Woodstox's constant of this name is deprecated, the property is not. */
    private static final String LAZY_PARSING = "com.ctc.wstx.lazyParsing";

    /** For XML 1.0 with any number of roots. */
    static final XMLInputFactory STRICT = strict();

    private XmlFactories() {}

    /** The 1-based line of the parser's current event. */
    static int line(XMLStreamReader reader) {
        return Math.max(1, reader.getLocation().getLineNumber());
    }

    private static XMLInputFactory strict() {
        XMLInputFactory factory = new WstxInputFactory();
        factory.setProperty(WstxInputProperties.P_INPUT_PARSING_MODE, WstxInputProperties.PARSING_MODE_DOCUMENTS);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        // Otherwise errors in texts come late and as another, unchecked exception.
        factory.setProperty(LAZY_PARSING, false);
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("other files are not read");
        });
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, ConfigurationLimits.DEPTH + 1);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, (long) ConfigurationLimits.ELEMENTS);
        factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, ConfigurationLimits.TEXT_BYTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, ConfigurationLimits.TEXT_BYTES);
        factory.setProperty(WstxInputProperties.P_MAX_ENTITY_COUNT, 1L);
        return factory;
    }
}
