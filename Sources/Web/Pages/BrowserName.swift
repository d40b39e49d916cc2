/// What a browser says of itself, in the words of whoever looks for a strange session among the own ones.
enum BrowserName {
    /// Browsers by the part that only they have; those that pass for others come first.
    private static let browsers = [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox/", "Firefox"), ("Chrom", "Chrome"),
        ("Safari/", "Safari"),
    ]
    private static let systems = [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]

    /// `Firefox, Windows`; all that was said where it is none that is known.
    static func of(_ agent: String) -> String {
        let known = [browsers, systems].compactMap { names in names.first { agent.contains($0.0) }?.1 }
        return known.count == 2 ? known.joined(separator: ", ") : agent
    }
}
