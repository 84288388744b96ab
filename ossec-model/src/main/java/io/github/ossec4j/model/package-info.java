/**
 * The building blocks of OSSEC's files and answers: agents, their state, and text without a declared charset.
 *
 * <p>All types are immutable and safe to share.
 */
package io.github.ossec4j.model;
