/**
 * What {@code etc/ossec.conf} and {@code etc/shared/agent.conf} say: a generic tree of elements, and typed sections.
 *
 * <p>{@link io.github.ossec4j.model.conf.OssecConfiguration} is the entry point. The format is described in
 * {@code docs/formats/ossec.conf.md}. All types are immutable and safe to share. Text is lossless in the sense of
 * {@link io.github.ossec4j.model.RawText#lossless()}: readable where the file holds UTF-8, and other bytes survive.
 * Paths are text, because they may be patterns, relative to the home, or those of another operating system.
 */
package io.github.ossec4j.model.conf;
