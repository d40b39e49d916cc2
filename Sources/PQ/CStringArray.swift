#if canImport(Glibc)
    internal import Glibc
#endif

/// A null-terminated array of C strings, alive for the time of a call.
enum CStringArray {
    static func with<Answer>(
        _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Answer
    ) -> Answer {
        let copies = unsafe strings.map { unsafe strdup($0) }
        defer { for index in unsafe copies.indices { unsafe free(copies[index]) } }
        let pointers: [UnsafePointer<CChar>?] = unsafe copies.map { unsafe .init($0) } + [nil]
        return unsafe pointers.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else {
                preconditionFailure("the array has at least its terminator")
            }
            return unsafe body(base)
        }
    }
}
