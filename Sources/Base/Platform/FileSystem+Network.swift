internal import CLinux
internal import Glibc

extension FileSystem {
    /// The `f_type` numbers of statfs(2) for file systems whose locks or shared memory do not reach every process that
    /// can open the file.
    private static let networkTypes: [Int: String] = [
        0x6969: "nfs", 0x517B: "smb", 0xFF53_4D42: "cifs", 0xFE53_4D42: "smb2", 0x6573_5546: "fuse",
        0x0102_1997: "9p", 0x5346_414F: "afs", 0x00C3_6400: "ceph", 0x7375_7245: "coda", 0x0BD0_0BD0: "lustre",
        0x0116_1970: "gfs2", 0x7461_636F: "ocfs2",
    ]

    /// The name of the network file system on which `path` (a file or a directory) is; nil when it is local or does not
    /// exist. The corresponding C function is `statfs`.
    package static func networkFileSystemName(_ path: String) -> String? {
        var status = statfs()
        guard unsafe statfs(path, &status) == 0 else { return nil }
        return networkName(Int(status.f_type))
    }

    /// The name of a network file system by its `f_type`; nil for all others.
    package static func networkName(_ type: Int) -> String? { networkTypes[type] }
}
