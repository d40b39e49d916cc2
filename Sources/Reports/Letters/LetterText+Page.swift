package import OneStop

extension LetterText {
    /// The letter as a page of its own, laid out for A4 (Decree 30/2020, annex I): no script, nothing from elsewhere.
    package var page: [UInt8] {
        var writer = HTMLWriter()
        writer.markup("<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
        writer.text(title)
        writer.markup("</title>\n")
        writer.markup(Self.style)
        writer.markup("</head>\n<body>\n<main>\n")
        if number == nil { writer.paragraph("draft", LetterLayout.draft) }
        writer.head(of: self)
        writer.markup("<h1>")
        writer.text(title)
        writer.markup("</h1>\n<div class=\"address\">\n")
        for line in addressLines { writer.paragraph("line", line) }
        writer.markup("</div>\n")
        for paragraph in paragraphs { writer.paragraph("body", paragraph) }
        writer.foot(of: self)
        writer.markup("</main>\n</body>\n</html>\n")
        return writer.bytes
    }

    private static let style: StaticString = """
        <style>
        @page { size: A4 portrait; margin: 20mm 15mm 20mm 30mm; }
        body { margin: 0; background: #fff; color: #000; font: 14pt/1.3 "Times New Roman", "Liberation Serif", serif; }
        main { max-width: 165mm; margin: 0 auto; }
        @media screen { main { padding: 20mm 15mm 20mm 30mm; } }
        p { margin: 0; overflow-wrap: anywhere; }
        .pair { width: 100%; border-collapse: collapse; table-layout: fixed; }
        .pair td { vertical-align: top; text-align: center; padding: 0; }
        .pair .left { width: 40%; padding-right: 8px; }
        .small { font-size: 12pt; text-transform: uppercase; }
        .nation { font-size: 12pt; font-weight: bold; white-space: nowrap; }
        .strong { font-weight: bold; }
        .motto { font-size: 13pt; font-weight: bold; white-space: nowrap; }
        .motto span { border-bottom: 1px solid #000; padding-bottom: 2px; }
        .rule { width: 40%; margin: 3px auto 0; border-top: 1px solid #000; }
        .number { font-size: 13pt; margin-top: 10px; white-space: pre-wrap; }
        .day { font-size: 13pt; font-style: italic; margin-top: 10px; white-space: pre-wrap; }
        .draft { text-align: right; font-weight: bold; }
        h1 { font-size: 14pt; text-align: center; margin: 22px 0 14px; }
        .address { margin: 0 0 14px 20%; }
        .body { text-align: justify; text-indent: 12.7mm; margin: 6pt 0; }
        .foot { margin-top: 18px; page-break-inside: avoid; }
        .foot td.left { text-align: left; font-size: 11pt; }
        .to { font-size: 12pt; font-weight: bold; font-style: italic; }
        .signed { height: 70px; padding-top: 26px; box-sizing: border-box; font-style: italic; font-size: 12pt; }
        </style>

        """
}

extension HTMLWriter {
    /// Agency, national name and motto; under them number and day.
    fileprivate mutating func head(of letter: LetterText) {
        markup("<table class=\"pair\"><tr><td class=\"left\">\n")
        if let body = letter.governingBody { paragraph("small", body) }
        paragraph("small strong", letter.agency)
        markup("<div class=\"rule\"></div>\n")
        paragraph("number", letter.numberLine)
        markup("</td><td>\n")
        paragraph("nation", LetterLayout.nationalName)
        markup("<p class=\"motto\"><span>")
        text(LetterLayout.motto)
        markup("</span></p>\n")
        paragraph("day", letter.dayLine)
        markup("</td></tr></table>\n")
    }

    /// Recipients and signer.
    fileprivate mutating func foot(of letter: LetterText) {
        markup("<table class=\"pair foot\"><tr><td class=\"left\">\n")
        paragraph("to", LetterLayout.recipients)
        for recipient in letter.recipients { paragraph("line", "- \(recipient)") }
        markup("</td><td>\n")
        if let signer = letter.signer {
            for line in signer.lines { paragraph("small strong", line) }
            paragraph("signed", LetterLayout.signed)
            paragraph("strong", signer.name)
        }
        markup("</td></tr></table>\n")
    }
}
