import Foundation
import Testing

@testable import Typesetting

@Suite(.timeLimit(.minutes(5))) struct TypesetterTests {
    private static let isThere = Typesetter() != nil

    private static func page(_ content: String) -> [UInt8] {
        Array("<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>\(content)</body></html>".utf8)
    }

    /// Everything that the program can do, seen by another program in its place.
    private static func standIn(_ script: String, _ body: (Typesetter) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let python = folder.appending(path: "python")
        try Data("#!/bin/sh\n\(script)\n".utf8).write(to: python)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: python.path)
        let program = folder.appending(path: "weasyprint")
        try Data("#!\(python.path)\n".utf8).write(to: program)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        try await body(try #require(Typesetter(program: program.path, limits: .init(seconds: 2))))
    }

    @Test func `what is not there, or no script for Python, is no typesetter`() {
        #expect(Typesetter(program: "/nonexistent/weasyprint") == nil)
        #expect(Typesetter(program: "/bin/sh") == nil)
    }

    @Test(.enabled(if: isThere)) func `a page becomes a PDF`() async throws {
        let typesetter = try #require(Typesetter())
        let pdf = try await typesetter.pdf(of: Self.page("<p>Sở Khoa học và Công nghệ</p>"))
        #expect(pdf.starts(with: Array("%PDF-".utf8)) && pdf.count > 1_000)
    }

    @Test(.enabled(if: isThere)) func `nothing that a page names is fetched`() async throws {
        let typesetter = try #require(Typesetter())
        let secret = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).svg")
        try Data("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>".utf8).write(to: secret)
        defer { try? FileManager.default.removeItem(at: secret) }
        let plain = try await typesetter.pdf(of: Self.page("<p>x</p>"))
        let named = try await typesetter.pdf(
            of: Self.page(
                "<p>x</p><img src=\"file://\(secret.path)\"><a rel=attachment href=\"file:///etc/hostname\"></a>"))
        #expect(named.count < plain.count + 400)
    }

    @Test(.enabled(if: isThere)) func `a page that takes too much memory is given up`() async throws {
        let typesetter = try #require(Typesetter(limits: .init(seconds: 30, mebibytes: 60)))
        await #expect(throws: Typesetter.Failure.self) { _ = try await typesetter.pdf(of: Self.page("<p>x</p>")) }
    }

    @Test func `one that takes too long is ended, with what it started`() async throws {
        try await Self.standIn("sleep 600 & echo $! >&2; wait") { typesetter in
            await #expect(throws: Typesetter.Failure.tookTooLong) { _ = try await typesetter.pdf(of: [1]) }
        }
    }

    @Test func `one that fails is told by its status`() async throws {
        try await Self.standIn("exit 7") { typesetter in
            await #expect(throws: Typesetter.Failure.ended(7)) { _ = try await typesetter.pdf(of: [1]) }
        }
    }

    @Test func `it gets the page and no environment of ours`() async throws {
        try await Self.standIn("cat; env") { typesetter in
            let answer = String(decoding: try await typesetter.pdf(of: Array("trang\n".utf8)), as: UTF8.self)
            #expect(answer.hasPrefix("trang\n") && answer.contains("HOME=/nonexistent"))
            #expect(!answer.contains("MOTCUA") && !answer.contains("TMPDIR"))
        }
    }

    @Test func `who does not wait any more leaves nothing behind`() async throws {
        try await Self.standIn("sleep 600") { typesetter in
            let task = Task { try await typesetter.pdf(of: [1]) }
            task.cancel()
            await #expect(throws: CancellationError.self) { _ = try await task.value }
        }
    }
}
