import OneStop

extension FormText {
    /// The form, to stand in a page; in Vietnamese whatever the page's language.
    package func article(_ size: FormSize = .whole) -> HTML {
        let sheet = isLandscape ? " landscape" : size == .half ? " half" : ""
        let head = PaperHead(
            above: above, issuer: issuer, number: number, day: day.map { PaperHead.dayLine(place, $0) })
        let source = source.map { "<p class=\"form-number\">\($0)</p>\n" as HTML }
        let subject = subject.map { "<p class=\"subject\">\($0)</p>\n<div class=\"rule\"></div>\n" as HTML }
        let parts = parts.map(Self.html)
        let foot = PaperFoot(recipients: recipients, signatures: signatures)
        return """
            <article class="paper form\(sheet)" lang="vi">
            \(source)\(head.html)\(codes)<h1\(" class=\"named\"" as HTML, if: self.subject != nil)>\(title)</h1>
            \(subject)\(parts)\(foot.html)</article>

            """
    }

    /// The form as a page of its own: no script, nothing from elsewhere.
    package func page(_ size: FormSize = .whole) -> [UInt8] {
        PaperPage.html(title: code.map { "\(title) \($0)" } ?? title, article(size)).bytes
    }

    /// Bar code and code on the left, the code that leads to the look-up on the right.
    private var codes: HTML? {
        guard let code else { return nil }
        let bars = Code128(code)?.html("Mã vạch của hồ sơ \(code)")
        let square = address.flatMap { QRCode($0)?.html("Mã QR dẫn tới trang tra cứu hồ sơ \(code)") }
        let words: HTML? = square.map { "\($0)<br>Quét mã để tra cứu hồ sơ" }
        return """
            <table class="pair codes" role="presentation"><tr><td class="left">\(bars)Mã hồ sơ: <strong>\(code)</strong></td><td>\(words)</td></tr></table>

            """
    }

    private static let open = "………………"

    private static func line(_ fields: [Field]) -> HTML {
        let spans = fields.map { field -> HTML in
            "<span>\(field.label): \(field.value.map(HTML.isolated) ?? "\(open)")</span>\n"
        }
        return "<p class=\"field\">\(spans)</p>\n"
    }

    private static func html(_ part: Part) -> HTML {
        switch part {
        case .fields(let fields): return line(fields)
        case .address(let lines): return "<div class=\"address\">\n\(lines.map(line))</div>\n"
        case .paragraph(let text): return "<p class=\"body\">\(text)</p>\n"
        case .points(let points):
            let lines = points.enumerated().map { index, text -> HTML in
                "<p class=\"body\">\(index + 1). \(HTML.isolated(text))</p>\n"
            }
            return HTML(lines)
        case .table(let table):
            let heads = table.columns.map { "<th scope=\"col\" class=\"w\($0.width)\">\($0.title)</th>" as HTML }
            let rows = table.rows.map { row -> HTML in
                let cells = zip(table.columns, row).map { column, text -> HTML in
                    "\(column.isCentred ? "<td class=\"middle\">" : "<td>" as HTML)\(text)</td>"
                }
                return "<tr>\(cells)</tr>\n"
            }
            return """
                <table class="grid"><thead><tr>\(heads)</tr></thead><tbody>
                \(rows)</tbody></table>

                """
        }
    }
}
