/**
 * What OSSEC's files and answers are made of: agents, their state, and text whose charset nobody declared.
 *
 * <p>All types are immutable and safe to share.
 */
package io.github.ossec4j.model;
