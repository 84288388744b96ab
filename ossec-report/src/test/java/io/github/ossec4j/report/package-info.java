@org.jspecify.annotations.NullMarked
package io.github.ossec4j.report;
