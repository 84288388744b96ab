package io.github.ossec4j.model.syscheck;

import io.github.ossec4j.model.RawText;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an agent reported about a file: the parsed checksum text of a syscheck record, or of a {@code FWD} line of an
 * agentless script.
 *
 * <p>OSSEC writes 0 for attributes that it is not configured to check, so a size or a mode of 0 may mean "not checked".
 *
 * @param size in bytes
 * @param mode permissions and type; empty for registry keys and where 0 was recorded
 * @param owner the numeric user id, or the security identifier ({@code S-1-5-…}) of a Windows owner
 * @param group the numeric group id
 * @param md5 32 lower-case hexadecimal digits; empty if not checked or not readable
 * @param sha1 40 lower-case hexadecimal digits; empty if not checked or not readable
 * @param sha256 64 lower-case hexadecimal digits, OSSEC 4.x; empty if not checked, not readable or not sent
 * @param wazuh what agents of Wazuh 2.x add
 */
public record FileAttributes(
        long size,
        Optional<FileMode> mode,
        String owner,
        String group,
        Optional<String> md5,
        Optional<String> sha1,
        Optional<String> sha256,
        Optional<WazuhAttributes> wazuh) {
    /**
     * Fields that agents of Wazuh 2.x append.
     *
     * @param ownerName the user's name
     * @param groupName the group's name
     * @param modified modification time of the file
     * @param inode the file's serial number; empty if it is not a number
     */
    public record WazuhAttributes(
            RawText ownerName, RawText groupName, Optional<Instant> modified, OptionalLong inode) {}
}
