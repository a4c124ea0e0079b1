//! Whether a folder lies on a drive that others write to without this system being told.

use std::path::Path;

/// Whether changes by others may go untold: a network drive, a folder shared with a virtual machine or with Windows.
#[cfg(target_os = "linux")]
pub(super) fn is_remote(folder: &Path) -> bool {
    rustix::fs::statfs(folder).is_ok_and(|system| is_remote_kind(system.f_type))
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_remote(_: &Path) -> bool {
    false
}

/// The kinds of file systems, by the numbers of `statfs(2)`: NFS, SMB, CIFS, SMB2, FUSE, 9P, `VirtualBox`, Ceph, AFS, Coda.
#[cfg(target_os = "linux")]
fn is_remote_kind(kind: impl Into<i64>) -> bool {
    const REMOTE: [i64; 10] = [
        0x6969,
        0x517B,
        0xFF53_4D42,
        0xFE53_4D42,
        0x6573_5546,
        0x0102_1997,
        0x786F_4256,
        0x00C3_6400,
        0x5346_414F,
        0x7375_7245,
    ];
    // On some machines the number is half as wide, and has a sign.
    REMOTE.contains(&(kind.into() & 0xFFFF_FFFF))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_drives() {
        for remote in
            [0x6969_i64, 0xFF53_4D42, i64::from(0xFF53_4D42_u32.cast_signed()), 0x0102_1997]
        {
            assert!(is_remote_kind(remote), "{remote:x}");
        }
        // ext4, btrfs, tmpfs, overlay, xfs.
        for own in [0xEF53_i64, 0x9123_683E, 0x0102_1994, 0x794C_7630, 0x5846_5342] {
            assert!(!is_remote_kind(own), "{own:x}");
        }
        assert!(!is_remote(Path::new("/nowhere/at/all")));
    }
}
