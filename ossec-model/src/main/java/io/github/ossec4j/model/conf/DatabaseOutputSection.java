package io.github.ossec4j.model.conf;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * {@code database_output}: the database that alerts are written to; source: {@code docs/formats/ossec.conf.md}.
 */
public final class DatabaseOutputSection extends Section {
    DatabaseOutputSection(SectionReader in) {
        super(in.text("hostname", "username", "database", "socket")
                .secret("password")
                .choice("type", Map.of("mysql", Type.MYSQL, "postgresql", Type.POSTGRESQL))
                .number("port", 0, 65535));
    }

    /** {@code <hostname>}. */
    public Optional<String> hostname() {
        return text("hostname");
    }

    /** {@code <username>}. */
    public Optional<String> username() {
        return text("username");
    }

    /** {@code <password>}. */
    public Optional<Secret> password() {
        return optional("password", Secret.class);
    }

    /** {@code <database>}. */
    public Optional<String> database() {
        return text("database");
    }

    /** {@code <type>}. */
    public Optional<Type> type() {
        return optional("type", Type.class);
    }

    /** {@code <port>}. */
    public OptionalInt port() {
        return optionalNumber("port");
    }

    /** {@code <socket>}: path. */
    public Optional<String> socket() {
        return text("socket");
    }

    /** The kind of database. */
    public enum Type {
        /** MySQL. */
        MYSQL,
        /** PostgreSQL. */
        POSTGRESQL
    }
}
