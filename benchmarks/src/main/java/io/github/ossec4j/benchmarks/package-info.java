/** Where every performance claim is measured: one class per question, the plain JDK way beside ours. */
@NullMarked
package io.github.ossec4j.benchmarks;

import org.jspecify.annotations.NullMarked;
