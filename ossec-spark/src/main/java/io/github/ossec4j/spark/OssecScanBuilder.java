package io.github.ossec4j.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.aggregate.AggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownAggregates;
import org.apache.spark.sql.connector.read.SupportsPushDownLimit;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsPushDownV2Filters;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Collects what of a query can be decided while reading: columns, conditions, a limit, a count. */
final class OssecScanBuilder
        implements SupportsPushDownRequiredColumns,
                SupportsPushDownV2Filters,
                SupportsPushDownLimit,
                SupportsPushDownAggregates {
    private final ReadOptions options;
    private final StructType schema;
    private StructType required;
    private Predicate[] pushed = {};
    private Condition wanted = Condition.all(List.of());
    private int limit = Integer.MAX_VALUE;
    private boolean isCount;

    OssecScanBuilder(ReadOptions options) {
        this.options = options;
        this.schema = options.schema();
        this.required = schema;
    }

    @Override
    public void pruneColumns(StructType columns) {
        if (!isCount) {
            required = columns;
        }
    }

    @Override
    public Predicate[] pushPredicates(Predicate[] predicates) {
        var compiler = new PushedPredicate(schema, options.table().columns().size());
        var taken = new ArrayList<Predicate>();
        var left = new ArrayList<Predicate>();
        var conditions = new ArrayList<Condition>();
        for (Predicate predicate : predicates) {
            Optional<Condition> condition = compiler.condition(predicate);
            condition.ifPresent(conditions::add);
            (condition.isPresent() ? taken : left).add(predicate);
        }
        pushed = taken.toArray(Predicate[]::new);
        wanted = Condition.all(conditions);
        return left.toArray(Predicate[]::new);
    }

    @Override
    public Predicate[] pushedPredicates() {
        return pushed.clone();
    }

    /** Each task stops there; Spark takes as many of theirs. */
    @Override
    public boolean pushLimit(int most) {
        if (isCount) {
            return false;
        }
        limit = most;
        return true;
    }

    /** Only {@code count(*)}, for all, or for each manager, agent or database. */
    @Override
    public boolean pushAggregation(Aggregation aggregation) {
        AggregateFunc[] functions = aggregation.aggregateExpressions();
        if (functions.length != 1
                || !(functions[0] instanceof CountStar)
                || options.damaged() == DamagedLines.PERMISSIVE) {
            return false;
        }
        var groups = new StructType();
        for (Expression group : aggregation.groupByExpressions()) {
            if (!(group instanceof NamedReference reference) || reference.fieldNames().length != 1) {
                return false;
            }
            scala.Option<Object> column = schema.getFieldIndex(reference.fieldNames()[0]);
            if (column.isEmpty() || !options.table().isConstant((Integer) column.get())) {
                return false;
            }
            groups = groups.add(schema.fields()[(Integer) column.get()]);
        }
        required = groups;
        isCount = true;
        return true;
    }

    @Override
    public Scan build() {
        int[] columns = new int[required.length()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = schema.fieldIndex(required.fields()[i].name());
        }
        StructType rows = isCount ? required.add("count(*)", DataTypes.LongType, false) : required;
        return new OssecScan(new Reading(options, columns, wanted, limit, isCount), rows, pushed);
    }
}
