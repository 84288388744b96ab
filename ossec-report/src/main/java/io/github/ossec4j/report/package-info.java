/** A report as a page to read, print and send: one file, without scripts and without anything from outside. */
package io.github.ossec4j.report;
