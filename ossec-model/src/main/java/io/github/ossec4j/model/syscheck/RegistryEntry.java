package io.github.ossec4j.model.syscheck;

import io.github.ossec4j.model.RawText;
import java.time.Instant;
import java.util.Optional;

/**
 * A recorded state of a Windows registry key.
 *
 * @param key its name, such as {@code HKEY_LOCAL_MACHINE\Software\Classes\batfile}
 * @param md5 of its values; empty if not checked or if the key was deleted
 * @param sha1 of its values; empty if not checked or if the key was deleted
 * @param recorded when the manager recorded it
 * @param changes how often it had changed
 * @param isSuperseded whether a later record of the same key follows
 * @param isDeletion whether the key was gone
 */
public record RegistryEntry(
        RawText key,
        Optional<String> md5,
        Optional<String> sha1,
        Optional<Instant> recorded,
        ChangeCount changes,
        boolean isSuperseded,
        boolean isDeletion) {
    /** The registry view of a record of a registry database. */
    public static RegistryEntry from(SyscheckEntry entry) {
        return new RegistryEntry(
                entry.path(),
                entry.attributes().flatMap(FileAttributes::md5),
                entry.attributes().flatMap(FileAttributes::sha1),
                entry.recorded(),
                entry.changes(),
                entry.isSuperseded(),
                entry.isDeletion());
    }
}
