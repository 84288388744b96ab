package io.github.ossec4j.agentless;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a monitor without an executor. */
final class Workers {
    private Workers() {}

    /** Virtual threads if the JDK has them, else daemon threads created as needed. */
    static ExecutorService create() {
        try {
            // The code is compiled for Java 17, which does not have it.
            MethodHandle virtual = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
            return (ExecutorService) virtual.invokeExact();
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return platform();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            return platform(); // a preview feature that is not enabled
        }
    }

    private static ExecutorService platform() {
        var number = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "agentless check " + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
