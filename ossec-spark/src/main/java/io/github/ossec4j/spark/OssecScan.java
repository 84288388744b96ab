package io.github.ossec4j.spark;

import io.github.ossec4j.spark.Homes.Found;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.CollectionConverters;

/** A query of a table. The homes are listed once, when Spark first asks how large the table is, or what the tasks are. */
final class OssecScan implements Batch, SupportsReportStatistics {
    private static final Logger LOG = LoggerFactory.getLogger(OssecSource.class);

    /** Homes are listed side by side, since an object store takes its time for each. */
    private static final int MOST_THREADS = 16;

    private static final int LONGEST_DESCRIPTION = 1000;

    private final Reading reading;
    private final StructType rows;
    private final Predicate[] pushed;
    private @Nullable List<Piece> pieces;
    private @Nullable Configuration configuration;

    OssecScan(Reading reading, StructType rows, Predicate[] pushed) {
        this.reading = reading;
        this.rows = rows;
        this.pushed = pushed;
    }

    @Override
    public StructType readSchema() {
        return rows;
    }

    /** What {@code explain()} shows. */
    @Override
    public String description() {
        var text = new StringBuilder("ossec ")
                .append(reading.options().table().optionName())
                .append(" [")
                .append(reading.options().location())
                .append("], PushedFilters: ")
                .append(Arrays.stream(pushed).map(Predicate::toString).collect(Collectors.joining(", ", "[", "]")));
        if (reading.limit() < Integer.MAX_VALUE) {
            text.append(", PushedLimit: ").append(reading.limit());
        }
        if (reading.isCount()) {
            text.append(", PushedAggregates: [count(*)]");
        }
        text.append(", ReadSchema: ").append(rows.simpleString());
        return text.length() > LONGEST_DESCRIPTION ? text.substring(0, LONGEST_DESCRIPTION) + "…" : text.toString();
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public CustomMetric[] supportedCustomMetrics() {
        return new CustomMetric[] {new SkippedLines(), new MissingFiles()};
    }

    /** The bytes of the files that will be read; the number of records is not known before. */
    @Override
    public Statistics estimateStatistics() {
        long bytes = pieces().stream().mapToLong(Piece::bytes).sum();
        return new Statistics() {
            @Override
            public OptionalLong sizeInBytes() {
                return OptionalLong.of(bytes);
            }

            @Override
            public OptionalLong numRows() {
                return OptionalLong.empty();
            }
        };
    }

    @Override
    public InputPartition[] planInputPartitions() {
        SQLConf conf = SQLConf.get();
        long most = reading.options().partitionBytes() > 0
                ? reading.options().partitionBytes()
                : conf.filesMaxPartitionBytes();
        List<OssecPartition> partitions = OssecPartition.pack(
                pieces(),
                most,
                conf.filesOpenCostInBytes(),
                SparkContext.getOrCreate().defaultParallelism(),
                reading.options().table().canBeSplit());
        if (partitions.isEmpty() && reading.isCount()) {
            partitions = List.of(new OssecPartition(List.of())); // so that someone says 0
        }
        return partitions.toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        var context = JavaSparkContext.fromSparkContext(SparkContext.getOrCreate());
        return new OssecReaderFactory(reading, context.broadcast(new SerializableConfiguration(configuration())));
    }

    /** Hadoop's settings: those of Spark, of the session, and of the query. */
    private Configuration configuration() {
        Configuration known = configuration;
        if (known == null) {
            known = new Configuration(SparkContext.getOrCreate().hadoopConfiguration());
            CollectionConverters.asJava(SQLConf.get().getAllConfs()).forEach(known::set);
            for (Map.Entry<String, String> setting : reading.options().hadoop().entrySet()) {
                known.set(setting.getKey(), setting.getValue());
            }
            configuration = known;
        }
        return known;
    }

    private List<Piece> pieces() {
        List<Piece> known = pieces;
        if (known == null) {
            try {
                List<Found> homes = Homes.find(reading.options().paths(), configuration());
                known = inParallel(homes.stream()
                        .map(home -> (Callable<List<Piece>>) () -> pieces(home))
                        .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
            pieces = known;
        }
        return known;
    }

    private List<Piece> pieces(Found home) throws IOException {
        if (home.isArchive()) {
            return List.of(Piece.ofArchive(home.path(), home.manager(), home.bytes()));
        }
        try {
            var found = new Home(home.path(), home.manager(), Roots.of(home.path(), configuration()));
            return reading.options().table().pieces(found).stream()
                    .filter(piece -> reading.options().table().mayHave(piece, reading.wanted()))
                    .toList();
        } catch (NoSuchFileException e) {
            if (reading.options().damaged() == DamagedLines.FAILFAST) {
                throw e;
            }
            LOG.warn("{}: vanished while it was listed", home.path());
            return List.of();
        }
    }

    private static List<Piece> inParallel(List<Callable<List<Piece>>> listings) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(MOST_THREADS, listings.size())));
        try {
            var all = new ArrayList<Piece>();
            for (Future<List<Piece>> listing : threads.invokeAll(listings)) {
                all.addAll(listing.get());
            }
            return List.copyOf(all);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while homes were listed", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
