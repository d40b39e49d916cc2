import Glibc

extension DataFolder {
    /// Where the server puts its socket: `socket` beside the data or, when that path is too long for a socket's address
    /// or has characters that `unix_socket_directories` would take apart, a short folder of our own under `/tmp`.
    func makeSocketFolder() throws(ClusterError) -> String {
        let beside = home + "/socket"
        let folder = Self.suitsSocket(beside) ? beside : shortSocketFolder
        try makePrivateFolder(folder)
        return folder
    }

    /// Leaves nothing of a stopped server under `/tmp`.
    func removeSocketFolder(_ folder: String) {
        if folder == shortSocketFolder { rmdir(folder) }
    }

    /// The same for everybody who runs this server, wherever they run it from.
    private var shortSocketFolder: String {
        // FNV-1a; only has to keep the clusters of one user apart.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in home.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return "/tmp/motcua-" + String(hash, radix: 36)
    }

    static func suitsSocket(_ folder: String) -> Bool {
        // struct sockaddr_un has 108 bytes for the path and its NUL.
        guard (folder + PrivateCluster.socketName).utf8.count <= 107 else { return false }
        return folder.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): false
            default: (0x21...0x7E).contains(byte)
            }
        }
    }
}
