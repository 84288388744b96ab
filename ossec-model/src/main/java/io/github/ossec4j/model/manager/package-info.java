/**
 * The manager itself: its daemons and their state.
 *
 * <p>All types are immutable and safe to share.
 */
package io.github.ossec4j.model.manager;
