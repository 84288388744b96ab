package io.github.ossec4j.model.conf;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code database_output}: the database that alerts are written to; source: {@code docs/formats/ossec.conf.md}.
 *
 * @param hostname {@code <hostname>}
 * @param username {@code <username>}
 * @param password {@code <password>}
 * @param database {@code <database>}
 * @param type {@code <type>}
 * @param port {@code <port>}
 * @param socket {@code <socket>}: path
 */
public record DatabaseOutputSection(
        Optional<String> hostname,
        Optional<String> username,
        Optional<Secret> password,
        Optional<String> database,
        Optional<Type> type,
        OptionalInt port,
        Optional<String> socket) {
    static DatabaseOutputSection from(SectionReader section) {
        return new DatabaseOutputSection(
                section.text("hostname"),
                section.text("username"),
                section.secret("password"),
                section.text("database"),
                section.choice("type", Map.of("mysql", Type.MYSQL, "postgresql", Type.POSTGRESQL)),
                section.number("port", 0, 65535),
                section.text("socket"));
    }

    /** The kind of database. */
    public enum Type {
        /** MySQL. */
        MYSQL,
        /** PostgreSQL. */
        POSTGRESQL
    }
}
