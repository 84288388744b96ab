/**
 * Rules and decoders of the analysis daemon; source: {@code docs/formats/rules.md}.
 *
 * <p>Texts are those of the files, entities and backslashes included; bytes that are not UTF-8 are kept as {@link
 * io.github.ossec4j.model.RawText#lossless()} keeps them. All types are immutable and safe to share.
 */
package io.github.ossec4j.model.rules;
