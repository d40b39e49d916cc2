package import OneStop

extension LetterText {
    /// The letter as a page of its own, laid out for A4 (Decree 30/2020, annex I): no script, nothing from elsewhere.
    package var page: [UInt8] {
        let draft: HTML? = number == nil ? "<p class=\"draft\">\(LetterLayout.draft)</p>\n" : nil
        let head = PaperHead(above: governingBody, issuer: agency, number: numberLine, day: dayLine)
        let lines = addressLines.map { "<p>\($0)</p>\n" as HTML }
        let paragraphs = paragraphs.map { "<p class=\"body\">\($0)</p>\n" as HTML }
        let signature = signer.map { PaperSignature($0.lines, hint: LetterLayout.signed, name: $0.name) }
        let foot = PaperFoot(recipients: recipients, signatures: signature.map { [$0] } ?? [])
        let content: HTML = """
            <main class="paper">
            \(draft)\(head.html)<h1>\(title)</h1>
            <div class="address">
            \(lines)</div>
            \(paragraphs)\(foot.html)</main>

            """
        return PaperPage.html(title: title, content).bytes
    }
}
