@NullMarked
package io.github.ossec4j.spark;

import org.jspecify.annotations.NullMarked;
