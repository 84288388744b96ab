package io.github.ossec4j.spark;

import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** One of the tables of homes, to be read. */
final class OssecTable implements SupportsRead {
    private final ReadOptions options;

    OssecTable(ReadOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return "ossec " + options.table().optionName();
    }

    @Override
    @SuppressWarnings("deprecation") // the replacement has columns without the types that were read from options
    public StructType schema() {
        return options.schema();
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    /** The options of the table are complete: those of a query are the same. */
    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap ignored) {
        return new OssecScanBuilder(options);
    }
}
