/**
 * What to look for in integrity databases: {@link io.github.ossec4j.api.search.FileSearch} and lists of {@link
 * io.github.ossec4j.api.search.Indicators}.
 */
package io.github.ossec4j.api.search;
