package io.github.ossec4j.model.manager;

import java.util.List;

/** The daemons of a manager, in the order in which OSSEC reports them. */
public enum Daemon {
    /** Watches log files of OSSEC itself, rotates them, detects lost agents. */
    MONITORD("ossec-monitord", ""),
    /** Reads log files. */
    LOGCOLLECTOR("ossec-logcollector", ""),
    /** Communicates with agents. */
    REMOTED("ossec-remoted", ""),
    /** Checks the manager's own files and policies. */
    SYSCHECKD("ossec-syscheckd", ""),
    /** Decodes events and raises alerts. */
    ANALYSISD("ossec-analysisd", ""),
    /** Sends mail. */
    MAILD("ossec-maild", ""),
    /** Runs active responses. */
    EXECD("ossec-execd", ""),
    /** Writes alerts to a database; optional. */
    DBD("ossec-dbd", "DB_DAEMON"),
    /** Sends alerts by syslog; optional. */
    CSYSLOGD("ossec-csyslogd", "CSYSLOG_DAEMON"),
    /** Checks devices without an agent; optional. */
    AGENTLESSD("ossec-agentlessd", "AGENTLESS_DAEMON"),
    /** Sends alerts to web services; optional, Wazuh fork only. */
    INTEGRATORD("ossec-integratord", "INTEGRATOR_DAEMON");

    private static final List<Daemon> ALL = List.of(values());

    private final String processName;
    private final String switchName;

    Daemon(String processName, String switchName) {
        this.processName = processName;
        this.switchName = switchName;
    }

    /** All daemons, in the order in which OSSEC reports them. */
    public static List<Daemon> all() {
        return ALL;
    }

    /** The name of its program, such as {@code ossec-remoted}. */
    public String processName() {
        return processName;
    }

    /** Whether it runs only if {@code bin/.process_list} enables it. */
    public boolean isOptional() {
        return !switchName.isEmpty();
    }

    /** The variable of {@code bin/.process_list} that enables it; empty text if it is not optional. */
    public String switchName() {
        return switchName;
    }
}
