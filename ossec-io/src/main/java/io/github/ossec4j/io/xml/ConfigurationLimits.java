package io.github.ossec4j.io.xml;

/** The limits of a configuration file. */
final class ConfigurationLimits {
    /** Bytes in a file. */
    static final int FILE_BYTES = 4 << 20;

    /** Nested elements, as in OSSEC from 4.0 on. */
    static final int DEPTH = 1024;

    /** Elements in a file. */
    static final int ELEMENTS = 100_000;

    /** Bytes in one name; OSSEC takes 8192 at most. */
    static final int NAME_BYTES = 8192;

    /** Bytes in one text or in the attributes of one element; OSSEC takes 8192 at most. */
    static final int TEXT_BYTES = 65_536;

    /** The only document type that is read, which declares nothing. */
    static final String DOCUMENT_TYPE =
            "a document type without internal or external subset, since no entity is resolved";

    private ConfigurationLimits() {}
}
