/** The frame of a page, its style sheet and its charts: what reports and the pages of the server share. */
package io.github.ossec4j.report.page;
