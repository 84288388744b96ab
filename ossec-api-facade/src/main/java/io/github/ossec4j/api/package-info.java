/**
 * The typed facade: {@link io.github.ossec4j.api.Ossec} opens a home and has a method for each endpoint.
 *
 * <p>All methods throw only unchecked exceptions, so that they can be used in streams: the subclasses of {@link
 * io.github.ossec4j.model.OssecException} say what is wrong.
 */
package io.github.ossec4j.api;
