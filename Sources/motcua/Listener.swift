import Glibc
import Hummingbird
import NIOCore
import ServiceLifecycle

/// A listener under the service group, whose failure to begin is told in words: which address, why, and what to do.
struct Listener<Application: ApplicationProtocol>: Service {
    let application: Application
    let address: Address
    /// The option that gives it another address.
    let option: String

    func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError {
            throw failure(errno: error.errnoCode) ?? error
        } catch is SocketAddressError {
            throw CommandFailure(
                text: "The host \(address.host) is not known. Give \(option) an address of this machine.")
        }
    }

    private func failure(errno code: Int32) -> CommandFailure? {
        let place = "\(address.host):\(address.port)"
        switch code {
        case EADDRINUSE:
            return CommandFailure(
                text: "\(place) is taken: another program listens there. Stop it, or give \(option) another port.")
        case EACCES, EPERM:
            return CommandFailure(
                text: "\(place) may not be used by this account. Give \(option) a port from 1024 on.")
        case EADDRNOTAVAIL:
            return CommandFailure(
                text: "\(address.host) is no address of this machine. Give \(option) one that is, such as 127.0.0.1.")
        default:
            return nil
        }
    }
}

/// A host and a port.
struct Address {
    var host: String
    var port: Int
}
