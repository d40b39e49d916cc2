internal import CLibPQ

#if canImport(Glibc)
    internal import Glibc
#endif

/// A thread of its own for one libpq call that blocks: connecting, and asking the server to cancel.
enum HelperThread {
    /// Runs `body` once, on a new detached thread.
    /// - Returns: false when the system has no thread to give; then `body` is not run.
    static func run(name: String, _ body: sending @escaping () -> Void) -> Bool {
        let box = unsafe Unmanaged.passRetained(Box(name: name, body: body))
        var attributes = pthread_attr_t()
        unsafe pthread_attr_init(&attributes)
        defer { unsafe _ = pthread_attr_destroy(&attributes) }
        unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let error = unsafe pthread_create(
            &thread, &attributes,
            { context in
                guard let context = unsafe context else { return nil }
                let box = unsafe Unmanaged<Box>.fromOpaque(context).takeRetainedValue()
                unsafe motcua_name_thread(box.name)
                box.body()
                return nil
            }, box.toOpaque())
        if error != 0 { unsafe box.release() }
        return error == 0
    }

    private final class Box {
        let name: String
        let body: () -> Void

        init(name: String, body: @escaping () -> Void) {
            self.name = name
            self.body = body
        }
    }
}
