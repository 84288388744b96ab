package io.github.ossec4j.api.search;

import io.github.ossec4j.io.line.ChecksumText;
import io.github.ossec4j.io.syscheck.SyscheckCursor;

/** The hashes of a record. */
enum HashKind {
    MD5(ChecksumText.MD5, 32) {
        @Override
        boolean decode(SyscheckCursor record, byte[] target) {
            return record.md5(target, 0);
        }
    },
    SHA1(ChecksumText.SHA1, 40) {
        @Override
        boolean decode(SyscheckCursor record, byte[] target) {
            return record.sha1(target, 0);
        }
    },
    SHA256(ChecksumText.SHA256, 64) {
        @Override
        boolean decode(SyscheckCursor record, byte[] target) {
            return record.sha256(target, 0);
        }
    };

    /** The bytes of the longest hash. */
    static final int MOST_BYTES = 32;

    final int field;
    final int digits;

    HashKind(int field, int digits) {
        this.field = field;
        this.digits = digits;
    }

    /** The number of bytes. */
    int bytes() {
        return digits / 2;
    }

    /** Decodes this hash of a record that has attributes; false if it has none of this kind. */
    abstract boolean decode(SyscheckCursor record, byte[] target);
}
