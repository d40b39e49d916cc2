import OneStop

/// What stands at the head of every letter and form by Decree 30/2020, annex I: who issues it, national name and motto; under
/// them number and day.
struct PaperHead {
    static let nationalName = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    static let motto = "Độc lập - Tự do - Hạnh phúc"

    /// The body above who issues it; nil when there is none to name.
    var above: String?
    var issuer: String
    var number: String?
    var day: String?

    /// `Sông Lam, ngày 09 tháng 02 năm 2026`, or with the day left open.
    static func dayLine(_ place: String?, _ day: LocalDate?) -> String {
        let written = day?.written ?? "ngày …… tháng …… năm ………"
        guard let place else { return written.prefix(1).uppercased() + written.dropFirst() }
        return "\(place), \(written)"
    }

    var html: HTML {
        let above = above.map { "<p class=\"caps\">\($0)</p>\n" as HTML }
        let number = number.map { "<p class=\"number\">\($0)</p>\n" as HTML }
        let day = day.map { "<p class=\"day\">\($0)</p>\n" as HTML }
        return """
            <table class="pair" role="presentation"><tr><td class="left">
            \(above)<p class="caps strong">\(issuer)</p>
            <div class="rule"></div>
            \(number)</td><td>
            <p class="nation">\(Self.nationalName)</p>
            <p class="motto"><span>\(Self.motto)</span></p>
            \(day)</td></tr></table>

            """
    }
}

/// Who signs, and room to do it.
package struct PaperSignature: Sendable, Hashable {
    /// In which capacity, a line each.
    package var lines: [String]
    /// What is to be done, or was: `(Ký, ghi rõ họ tên)`.
    package var hint: String
    package var name: String?

    /// A place for a signature; a name where it is known who signs.
    package init(_ lines: [String], hint: String = "(Ký, ghi rõ họ tên)", name: String? = nil) {
        self.lines = lines
        self.hint = hint
        self.name = name
    }

    fileprivate var html: HTML {
        let titles = lines.map { "<p class=\"caps strong\">\($0)</p>\n" as HTML }
        return "\(titles)<p class=\"signed\">\(hint)</p>\n\(name.map { "<p class=\"strong\">\($0)</p>\n" as HTML })"
    }
}

/// What stands at the foot: who gets it, on the left, and who signs, on the right; of two who sign, the first is on the left.
struct PaperFoot {
    static let recipients = "Nơi nhận:"

    var recipients: [String]
    var signatures: [PaperSignature]

    var html: HTML {
        let lines = recipients.map { "<p>- \($0)</p>\n" as HTML }
        let to: HTML? =
            recipients.isEmpty
            ? nil
            : "<td class=\"left to\">\n<p class=\"recipients\">\(Self.recipients)</p>\n\(lines)</td>"
        var places = signatures.map { "<td>\n\($0.html)</td>" as HTML }
        // Who signs alone signs on the right.
        if places.isEmpty || places.count == 1 && recipients.isEmpty { places.insert("<td></td>", at: 0) }
        return "<table class=\"pair foot\" role=\"presentation\"><tr>\(to)\(places)</tr></table>\n"
    }
}

/// A page that is nothing but a letter or a form, with its style: no script, and nothing from elsewhere.
enum PaperPage {
    static func html(title: String, _ content: HTML) -> HTML {
        """
        <!DOCTYPE html>
        <html lang="vi">
        <head>
        <meta charset="utf-8">
        <title>\(title)</title>
        <style>
        * { box-sizing: border-box; }
        body { margin: 0; background: #fff; }
        \(PaperStyle.sheet)</style>
        </head>
        <body>
        \(content)</body>
        </html>

        """
    }
}
