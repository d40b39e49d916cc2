import Store

/// An unforeseen error as the log may have it: what the store says of its own, of any other only the type. A description could
/// quote what somebody wrote.
package func loggable(_ error: any Error) -> String {
    if let error = error as? StoreError { return error.description }
    if let error = error as? DeskError { return error.rule }
    return String(reflecting: type(of: error))
}
