package io.github.ossec4j.model.syscheck;

import io.github.ossec4j.model.RawText;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The step from one recorded state of a file to the next.
 *
 * @param path of the file or registry key
 * @param at when the manager recorded the later state; empty in records without time stamps
 * @param kind what happened
 * @param before the earlier state; empty for {@link Kind#ADDED} and {@link Kind#RESTORED}
 * @param after the later state; empty for {@link Kind#DELETED}
 */
public record FileChange(
        RawText path,
        Optional<Instant> at,
        Kind kind,
        Optional<FileAttributes> before,
        Optional<FileAttributes> after) {
    /** What can happen to a file. */
    public enum Kind {
        /** Seen for the first time. */
        ADDED,
        /** Something about it differs. */
        MODIFIED,
        /** It is gone. */
        DELETED,
        /** It is back. */
        RESTORED
    }

    /** What can differ between two states. */
    public enum Aspect {
        /** The size. */
        SIZE,
        /** Permissions or type. */
        MODE,
        /** The owner. */
        OWNER,
        /** The group. */
        GROUP,
        /** The MD5 hash. */
        MD5,
        /** The SHA-1 hash. */
        SHA1,
        /** The SHA-256 hash. */
        SHA256
    }

    /** The step between two states of one path; the first state of a path has no earlier one. */
    public static FileChange between(Optional<SyscheckEntry> earlier, SyscheckEntry later) {
        Kind kind;
        if (later.isDeletion()) {
            kind = Kind.DELETED;
        } else if (earlier.isEmpty()) {
            kind = Kind.ADDED;
        } else if (earlier.get().isDeletion()) {
            kind = Kind.RESTORED;
        } else {
            kind = Kind.MODIFIED;
        }
        return new FileChange(
                later.path(), later.recorded(), kind, earlier.flatMap(SyscheckEntry::attributes), later.attributes());
    }

    /** What differs; empty unless both states are known. */
    public Set<Aspect> changed() {
        Set<Aspect> changed = EnumSet.noneOf(Aspect.class);
        if (before.isEmpty() || after.isEmpty()) {
            return Set.of();
        }
        FileAttributes old = before.get();
        FileAttributes now = after.get();
        addIf(changed, Aspect.SIZE, old.size() != now.size());
        addIf(changed, Aspect.MODE, !old.mode().equals(now.mode()));
        addIf(changed, Aspect.OWNER, !old.owner().equals(now.owner()));
        addIf(changed, Aspect.GROUP, !old.group().equals(now.group()));
        addIf(changed, Aspect.MD5, !old.md5().equals(now.md5()));
        addIf(changed, Aspect.SHA1, !old.sha1().equals(now.sha1()));
        addIf(changed, Aspect.SHA256, !old.sha256().equals(now.sha256()));
        return Set.copyOf(changed);
    }

    private static void addIf(Set<Aspect> changed, Aspect aspect, boolean differs) {
        if (differs) {
            changed.add(aspect);
        }
    }
}
