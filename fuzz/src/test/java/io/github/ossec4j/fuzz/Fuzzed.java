package io.github.ossec4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A fuzz test, which explores for ten minutes or ten million inputs, whichever is over first. */
@FuzzTest(maxDuration = "10m", maxExecutions = 10_000_000)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Fuzzed {}
