import Desk
package import Typesetting

/// How forms come to paper.
package struct PaperOutput: Sendable {
    /// The address under which citizens reach the pages, such as `https://motcua.songlam.gov.vn`; nil where the operator has
    /// not said it. Forms then have no QR code.
    let publicAddress: String?
    /// Makes PDF; nil where the program for it is not there.
    let typesetter: Typesetter?
    /// Each page takes a processor for a second or more.
    let turnstile = Turnstile(places: 2)

    package init(publicAddress: String? = nil, typesetter: Typesetter? = nil) {
        self.publicAddress = publicAddress
        self.typesetter = typesetter
    }

    /// The page as PDF.
    /// - Throws: `PaperFailure` when there is none to be had.
    func pdf(of page: [UInt8]) async throws -> [UInt8] {
        guard let typesetter else { throw PaperFailure.noTypesetter }
        do {
            return try await turnstile.pass { try await typesetter.pdf(of: page) }
        } catch let failure as Typesetter.Failure {
            throw PaperFailure.failed(failure)
        }
    }
}

/// Why there is no PDF of a page.
enum PaperFailure: Error {
    case noTypesetter
    case failed(Typesetter.Failure)
}
