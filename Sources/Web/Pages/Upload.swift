import Desk
import HTTPTypes
import Hummingbird
import NIOCore

/// A form with files, read as it comes: small ones are kept, the large one goes on piece by piece.
final class Upload {
    struct File: Sendable {
        /// As it is called where it comes from.
        var name: String
        var bytes: [UInt8]
    }

    /// Takes the large file, piece by piece.
    typealias Sink = ([UInt8]) async throws -> Void

    /// A small file, or a field, has at most so many bytes.
    static let largestField = 256 * 1024
    /// So many bytes of the large file go on at once.
    private static let piece = 256 * 1024

    private(set) var form = Form()
    /// Those that were chosen, by their field.
    private(set) var files: [String: File] = [:]

    /// Reads a form. One that came as forms without files do has no file.
    /// - Parameters:
    ///   - large: the field of the large file, the last of the form.
    ///   - begin: called with what stands before the large file when that comes, and answers where it goes.
    /// - Returns: what came before the failure, if there was one; the rest is read to its end then, so that the answer arrives.
    static func read(
        _ request: Request, large: String, begin: (Upload, String) async throws -> Sink
    ) async throws -> (upload: Upload, failure: (any Error)?) {
        let upload = Upload()
        guard let type = request.headers[.contentType], type.lowercased().hasPrefix("multipart/") else {
            upload.form = try await Form(of: request)
            return (upload, nil)
        }
        var reader = try MultipartReader(type: type)
        let part = Part()
        var failure: (any Error)?
        do {
            for try await buffer in request.body where failure == nil {
                do {
                    reader.feed(buffer.readableBytesView)
                    while let event = try reader.next() {
                        if case .part(let name, let fileName) = event, name == large, let fileName, !fileName.isEmpty {
                            guard part.sink == nil else { throw Self.unreadable }
                            part.sink = try await begin(upload, fileName)
                        }
                        try await upload.take(event, part, large: large)
                    }
                } catch {
                    failure = error
                }
            }
        } catch let stop as CancellationError {
            throw stop
        } catch {
            throw BrokenBody(cause: error)
        }
        if failure == nil { try reader.finish() }
        return (upload, failure)
    }

    /// The part that is under way.
    private final class Part {
        var name = ""
        var fileName: String?
        var gathered: [UInt8] = []
        /// Where the large file goes.
        var sink: Sink?
    }

    private func take(_ event: MultipartReader.Event, _ part: Part, large: String) async throws {
        switch event {
        case .part(let name, let fileName):
            (part.name, part.fileName) = (name, fileName)
        case .content(let bytes):
            part.gathered += bytes
            if let sink = part.sink, part.name == large {
                while part.gathered.count >= Self.piece {
                    try await sink(Array(part.gathered.prefix(Self.piece)))
                    part.gathered.removeFirst(Self.piece)
                }
            } else if part.gathered.count > Self.largestField {
                throw DeskError.invalid(
                    part.name, rule: "form.too_large",
                    "\(part.name) may have at most \(Self.largestField / 1024) KiB.")
            }
        case .endOfPart:
            if let sink = part.sink, part.name == large {
                if !part.gathered.isEmpty { try await sink(part.gathered) }
            } else {
                try keep(part)
            }
            part.gathered.removeAll(keepingCapacity: true)
        }
    }

    private func keep(_ part: Part) throws(DeskError) {
        guard let fileName = part.fileName else {
            guard let text = String(validating: part.gathered, as: UTF8.self) else { throw Self.unreadable }
            return try form.take(part.name, text)
        }
        // Of a field in which nothing was chosen browsers send an empty file without a name.
        guard !fileName.isEmpty else { return }
        guard files.updateValue(File(name: fileName, bytes: part.gathered), forKey: part.name) == nil else {
            throw Self.unreadable
        }
    }

    private static let unreadable = DeskError.invalid(
        "form", rule: "form.format", "The form cannot be read. Load the page again.")
}

/// Who takes a large file in.
struct Reception {
    var take: Upload.Sink
    /// Called when all of the form has come.
    var finish: (Upload) async throws -> Response
    /// Called when it has not, or what came was refused.
    var abandon: () async -> Void
}

extension Pages {
    /// What a form with files sends. Who is not signed in any more signs in first, and chooses the file again.
    /// - Parameters:
    ///   - large: the field of the large file.
    ///   - receive: takes the file, once it is known what stands before it in the form.
    ///   - refuse: answers when there is no file, or what is wrong with the form.
    func upload(
        _ path: RouterPath, large: String, in group: RouterGroup<DeskContext>,
        receive: @escaping @Sendable (Upload, String, Visit, Principal) async throws -> Reception,
        refuse: @escaping @Sendable (Upload, DeskError, Visit, Principal) async throws -> Response
    ) {
        group.on(path, method: .post) { request, context in
            try await answered(request, context) { visit in
                guard let session = visit.session else {
                    return .page(
                        signInPage(visit, next: visit.address, notice: .expired), status: .unauthorized)
                }
                let principal = principal(of: session, context)
                var reception: Reception?
                let upload: Upload
                let failure: (any Error)?
                do {
                    (upload, failure) = try await Upload.read(request, large: large) { upload, fileName in
                        guard visit.isOwn(upload.form) else { throw ForeignForm() }
                        let made = try await receive(upload, fileName, visit, principal)
                        reception = made
                        return made.take
                    }
                } catch {
                    await reception?.abandon()
                    throw error
                }
                guard visit.isOwn(upload.form) else {
                    await reception?.abandon()
                    return .page(resending(upload.form, to: request.uri.path, visit), status: .forbidden)
                }
                do {
                    if let failure { throw failure }
                    guard let reception else {
                        throw DeskError.invalid(large, rule: "form.no_file", "Choose a file.")
                    }
                    return try await reception.finish(upload)
                } catch let error as DeskError where error.kind == .invalid || error.kind == .refused {
                    await reception?.abandon()
                    return try await refuse(upload, error, visit, principal)
                } catch {
                    await reception?.abandon()
                    throw error
                }
            }
        }
    }
}

/// A form that another site, or another session's page, has made.
private struct ForeignForm: Error {}
