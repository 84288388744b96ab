package io.github.ossec4j.spark;

import io.github.ossec4j.spark.Condition.And;
import io.github.ossec4j.spark.Condition.Between;
import io.github.ossec4j.spark.Condition.BitsBetween;
import io.github.ossec4j.spark.Condition.IsNull;
import io.github.ossec4j.spark.Condition.Not;
import io.github.ossec4j.spark.Condition.NumberIn;
import io.github.ossec4j.spark.Condition.Or;
import io.github.ossec4j.spark.Condition.Place;
import io.github.ossec4j.spark.Condition.TextIn;
import io.github.ossec4j.spark.Condition.TextPart;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.GeneralScalarExpression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Makes conditions from Spark's predicates. Only what is decided exactly as Spark decides it becomes one: the others, and
 * those with an operand that is none of a column's type, stay with Spark.
 */
final class PushedPredicate {
    private final StructType schema;
    private final int known;

    /** @param known how many columns records have; what a damaged line lacks, Spark looks at */
    PushedPredicate(StructType schema, int known) {
        this.schema = schema;
        this.known = known;
    }

    /** The condition; empty if Spark must decide. */
    Optional<Condition> condition(Predicate predicate) {
        Expression[] operands = predicate.children();
        return switch (predicate.name()) {
            case "AND" -> both(operands, And::new);
            case "OR" -> both(operands, Or::new);
            case "NOT" -> nested(operands[0]).map(Not::new);
            case "IS_NULL" -> column(operands[0]).map(IsNull::new);
            case "IS_NOT_NULL" -> column(operands[0]).map(IsNull::new).map(Not::new);
            case "IN" -> in(operands);
            case "STARTS_WITH" -> part(operands, Place.START);
            case "ENDS_WITH" -> part(operands, Place.END);
            case "CONTAINS" -> part(operands, Place.ANYWHERE);
            case "=", "<=>", "<>", "<", "<=", ">", ">=" -> comparison(predicate.name(), operands);
            default -> Optional.empty();
        };
    }

    /** Makes one condition of several. */
    @FunctionalInterface
    private interface Joined {
        Condition of(Condition... conditions);
    }

    private Optional<Condition> both(Expression[] operands, Joined joined) {
        return nested(operands[0]).flatMap(left -> nested(operands[1]).map(right -> joined.of(left, right)));
    }

    private Optional<Condition> nested(Expression expression) {
        return expression instanceof Predicate predicate ? condition(predicate) : Optional.empty();
    }

    private Optional<Integer> column(Expression expression) {
        if (expression instanceof NamedReference reference && reference.fieldNames().length == 1) {
            scala.Option<Object> index = schema.getFieldIndex(reference.fieldNames()[0]);
            if (index.nonEmpty() && (Integer) index.get() < known) {
                return Optional.of((Integer) index.get());
            }
        }
        return Optional.empty();
    }

    private Optional<Condition> comparison(String operator, Expression[] operands) {
        Optional<Integer> column = column(operands[0]);
        if (column.isEmpty()) {
            return ofBits(operator, operands);
        }
        int at = column.get();
        if (isText(at)) {
            return text(at, operands[1]).flatMap(wanted -> switch (operator) {
                case "=" -> Optional.of(new TextIn(at, Set.of(wanted)));
                case "<>" -> Optional.of(new Not(new TextIn(at, Set.of(wanted))));
                case "<=>" -> Optional.of(notNull(at, new TextIn(at, Set.of(wanted))));
                default -> Optional.empty(); // Spark compares what it displays, not the bytes
            });
        }
        return number(type(at), operands[1]).flatMap(operand -> switch (operator) {
            case "<>" -> Optional.of(new Not(new Between(at, operand, operand)));
            case "<=>" -> Optional.of(notNull(at, new Between(at, operand, operand)));
            default -> range(operator, operand).map(range -> new Between(at, range.low, range.high));
        });
    }

    /** {@code (mode & 2048) > 0}. */
    private Optional<Condition> ofBits(String operator, Expression[] operands) {
        if (operands[0] instanceof GeneralScalarExpression scalar
                && scalar.name().equals("&")
                && !operator.equals("<=>")) {
            Optional<Integer> column = column(scalar.children()[0]);
            if (column.isPresent() && !isText(column.get())) {
                int at = column.get();
                Optional<Long> mask = number(type(at), scalar.children()[1]);
                Optional<Long> operand = number(type(at), operands[1]);
                if (mask.isPresent() && operand.isPresent()) {
                    long wanted = operand.get();
                    return operator.equals("<>")
                            ? Optional.of(new Not(new BitsBetween(at, mask.get(), wanted, wanted)))
                            : range(operator, wanted)
                                    .map(range -> new BitsBetween(at, mask.get(), range.low, range.high));
                }
            }
        }
        return Optional.empty();
    }

    private record Range(long low, long high) {}

    private static Optional<Range> range(String operator, long operand) {
        return switch (operator) {
            case "=" -> Optional.of(new Range(operand, operand));
            case ">=" -> Optional.of(new Range(operand, Long.MAX_VALUE));
            case "<=" -> Optional.of(new Range(Long.MIN_VALUE, operand));
            case ">" ->
                operand == Long.MAX_VALUE ? Optional.empty() : Optional.of(new Range(operand + 1, Long.MAX_VALUE));
            case "<" ->
                operand == Long.MIN_VALUE ? Optional.empty() : Optional.of(new Range(Long.MIN_VALUE, operand - 1));
            default -> Optional.empty();
        };
    }

    private static Condition notNull(int column, Condition condition) {
        return new And(new Not(new IsNull(column)), condition);
    }

    private Optional<Condition> in(Expression[] operands) {
        Optional<Integer> column = column(operands[0]);
        if (column.isEmpty()) {
            return Optional.empty();
        }
        int at = column.get();
        var texts = new HashSet<UTF8String>();
        var numbers = new long[operands.length - 1];
        for (int i = 1; i < operands.length; i++) {
            if (isText(at)) {
                Optional<UTF8String> text = text(at, operands[i]);
                if (text.isEmpty()) {
                    return Optional.empty();
                }
                texts.add(text.get());
            } else {
                Optional<Long> number = number(type(at), operands[i]);
                if (number.isEmpty()) {
                    return Optional.empty();
                }
                numbers[i - 1] = number.get();
            }
        }
        if (isText(at)) {
            return Optional.of(new TextIn(at, texts));
        }
        Arrays.sort(numbers);
        return Optional.of(new NumberIn(at, numbers));
    }

    private Optional<Condition> part(Expression[] operands, Place place) {
        return column(operands[0])
                .filter(this::isText)
                .flatMap(at -> text(at, operands[1]).map(part -> new TextPart(at, part, place)));
    }

    private DataType type(int column) {
        return schema.fields()[column].dataType();
    }

    private boolean isText(int column) {
        return type(column).equals(DataTypes.StringType) || type(column).equals(DataTypes.BinaryType);
    }

    private Optional<UTF8String> text(int column, Expression operand) {
        if (operand instanceof Literal<?> literal && literal.dataType().equals(type(column))) {
            if (literal.value() instanceof UTF8String text) {
                return Optional.of(text);
            }
            if (literal.value() instanceof byte[] bytes) {
                return Optional.of(UTF8String.fromBytes(bytes));
            }
        }
        return Optional.empty();
    }

    private static Optional<Long> number(DataType type, Expression operand) {
        if (operand instanceof Literal<?> literal && literal.dataType().equals(type)) {
            if (literal.value() instanceof Boolean flag) {
                return Optional.of(flag ? 1L : 0L);
            }
            boolean isWhole = type.equals(DataTypes.IntegerType)
                    || type.equals(DataTypes.LongType)
                    || type.equals(DataTypes.TimestampType)
                    || type.equals(DataTypes.DateType);
            if (isWhole && literal.value() instanceof Number number) {
                return Optional.of(number.longValue());
            }
        }
        return Optional.empty();
    }
}
