package io.github.ossec4j.io.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTableTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void remembersWhatAMapRemembers(long seed) {
        var random = new Random(seed);
        var table = new PathTable();
        Map<Long, Long> map = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            // Few distinct low bits, so that slots collide.
            long hash = 1 + random.nextInt(3000) * (1L << random.nextInt(20));
            if (random.nextInt(3) == 0) {
                table.remove(hash);
                map.remove(hash);
            } else {
                table.put(hash, i);
                map.put(hash, (long) i);
            }
            long asked = 1 + random.nextInt(3000) * (1L << random.nextInt(20));
            assertThat(table.offset(asked)).as("seed %s, step %s", seed, i).isEqualTo(map.getOrDefault(asked, -1L));
        }
        assertThat(table.isEmpty()).isEqualTo(map.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/etc/passwd", "/etc/passwe"})
    void hashIsNeverZeroAndDependsOnTheRangeOnly(String path) {
        byte[] bytes = ("x" + path + "y").getBytes(StandardCharsets.UTF_8);
        byte[] alone = path.getBytes(StandardCharsets.UTF_8);
        assertThat(PathTable.hash(bytes, 1, bytes.length - 1))
                .isEqualTo(PathTable.hash(alone, 0, alone.length))
                .isNotZero();
    }
}
