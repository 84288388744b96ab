/** Detects from the files of a home which release wrote them. */
package io.github.ossec4j.io.release;
