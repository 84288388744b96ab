package io.github.ossec4j.agentless;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a monitor that was given none. */
final class Workers {
    private Workers() {}

    /** Virtual threads where the JDK has them, else daemon threads that are made as needed. */
    static ExecutorService create() {
        try {
            // We compile for Java 17, which does not know it.
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
            return platform(); // a preview that is not switched on
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
