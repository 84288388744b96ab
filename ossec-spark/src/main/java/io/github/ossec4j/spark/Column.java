package io.github.ossec4j.spark;

import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A column of a table.
 *
 * @param name in lower case
 * @param kind of its values
 * @param comment what it contains
 */
record Column(String name, Kind kind, String comment) {
    /** The kinds of values. */
    enum Kind {
        /** Text that OSSEC or an administrator made. */
        NAME {
            @Override
            DataType type(ReadOptions options) {
                return DataTypes.StringType;
            }
        },
        /** Text of a monitored machine, which may have any bytes. */
        TEXT {
            @Override
            DataType type(ReadOptions options) {
                return options.isLossless() ? DataTypes.BinaryType : DataTypes.StringType;
            }
        },
        /** A hash. */
        HASH {
            @Override
            DataType type(ReadOptions options) {
                return options.isHex() ? DataTypes.StringType : DataTypes.BinaryType;
            }
        },
        /** A number of 32 bits. */
        INTEGER {
            @Override
            DataType type(ReadOptions options) {
                return DataTypes.IntegerType;
            }
        },
        /** A number of 64 bits. */
        LONG {
            @Override
            DataType type(ReadOptions options) {
                return DataTypes.LongType;
            }
        },
        /** True or false. */
        FLAG {
            @Override
            DataType type(ReadOptions options) {
                return DataTypes.BooleanType;
            }
        },
        /** A moment. */
        TIME {
            @Override
            DataType type(ReadOptions options) {
                return DataTypes.TimestampType;
            }
        },
        /** A day in the manager's zone. */
        DAY {
            @Override
            DataType type(ReadOptions options) {
                return DataTypes.DateType;
            }
        },
        /** Names. */
        NAMES {
            @Override
            DataType type(ReadOptions options) {
                return DataTypes.createArrayType(DataTypes.StringType, false);
            }
        },
        /** Lines of a monitored machine. */
        LINES {
            @Override
            DataType type(ReadOptions options) {
                return DataTypes.createArrayType(TEXT.type(options), false);
            }
        },
        /** A state of a file. */
        STATE {
            @Override
            DataType type(ReadOptions options) {
                var type = new StructType();
                for (Column column : FileStates.COLUMNS) {
                    type = type.add(column.field(options));
                }
                return type;
            }
        },
        /** References to standards. */
        TAGS {
            @Override
            DataType type(ReadOptions options) {
                return structs(
                        DataTypes.createStructField("standard", DataTypes.StringType, false),
                        DataTypes.createStructField("requirement", DataTypes.StringType, false));
            }
        },
        /** How often rules matched. */
        RULE_COUNTS {
            @Override
            DataType type(ReadOptions options) {
                return structs(
                        DataTypes.createStructField("rule", DataTypes.LongType, false),
                        DataTypes.createStructField("level", DataTypes.IntegerType, false),
                        DataTypes.createStructField("times", DataTypes.LongType, false));
            }
        };

        abstract DataType type(ReadOptions options);

        private static DataType structs(StructField... fields) {
            return DataTypes.createArrayType(DataTypes.createStructType(List.of(fields)), false);
        }
    }

    /** The column for Spark; every column may be null, in rows for damaged lines. */
    StructField field(ReadOptions options) {
        return DataTypes.createStructField(name, kind.type(options), true).withComment(comment);
    }
}
