/** The frame of a page, its style sheet and its charts. */
package io.github.ossec4j.report.page;
