package io.github.ossec4j.spark;

import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Makes the readers of the tasks.
 *
 * @param reading what they return
 * @param configuration for Hadoop
 */
record OssecReaderFactory(Reading reading, Broadcast<SerializableConfiguration> configuration)
        implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new OssecReader(
                reading,
                ((OssecPartition) partition).pieces(),
                configuration.value().value());
    }
}
