/**
 * Rules and decoders of the analysis daemon, {@code rules/*.xml} and {@code etc/*decoder*.xml}. The format is described in
 * {@code docs/formats/rules.md}; the entry points are {@link io.github.ossec4j.io.rules.RuleFiles} and {@link
 * io.github.ossec4j.io.rules.DecoderFiles}.
 */
package io.github.ossec4j.io.rules;
