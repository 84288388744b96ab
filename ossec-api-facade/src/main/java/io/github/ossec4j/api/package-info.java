/**
 * The typed facade: {@link io.github.ossec4j.api.Ossec} opens a home and answers one method per endpoint.
 *
 * <p>Everything throws unchecked exceptions only, so that it can be used in streams: the subclasses of {@link
 * io.github.ossec4j.model.OssecException} say what is wrong.
 */
package io.github.ossec4j.api;
