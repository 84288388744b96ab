package io.github.ossec4j.io.rules;

import java.nio.file.Path;

/**
 * A file of rules or decoders.
 *
 * @param path where it is
 * @param name its path relative to the home, with slashes; as {@link io.github.ossec4j.model.RawText#lossless()}
 */
record IncludedFile(Path path, String name) {}
