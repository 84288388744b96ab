package io.github.ossec4j.spark;

import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.FileMode;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** A state of a file as a value of Spark. */
final class FileStates {
    static final List<Column> COLUMNS = List.of(
            new Column("size", Column.Kind.LONG, "in bytes"),
            new Column("mode", Column.Kind.INTEGER, "permissions and type, as st_mode"),
            new Column("owner", Column.Kind.NAME, "number, or security identifier"),
            new Column("group", Column.Kind.NAME, "number"),
            new Column("md5", Column.Kind.HASH, "MD5"),
            new Column("sha1", Column.Kind.HASH, "SHA-1"),
            new Column("sha256", Column.Kind.HASH, "SHA-256, OSSEC 4"));

    private FileStates() {}

    static @Nullable InternalRow of(Optional<FileAttributes> state, boolean isHex) {
        return state.map(attributes -> (InternalRow) new GenericInternalRow(new @Nullable Object[] {
                    attributes.size(),
                    attributes.mode().map(FileMode::bits).orElse(null),
                    Texts.of(attributes.owner()),
                    Texts.of(attributes.group()),
                    hash(attributes.md5(), isHex),
                    hash(attributes.sha1(), isHex),
                    hash(attributes.sha256(), isHex)
                }))
                .orElse(null);
    }

    private static @Nullable Object hash(Optional<String> digits, boolean isHex) {
        return digits.<Object>map(hash ->
                        isHex ? UTF8String.fromString(hash) : HexFormat.of().parseHex(hash))
                .orElse(null);
    }
}
